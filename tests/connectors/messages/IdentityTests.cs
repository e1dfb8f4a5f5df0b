using CsCheck;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

public sealed class IdentityTests
{
    private static readonly EndpointId Endpoint = new("app", "demo", "web");

    [Fact]
    public void A_session_is_named_by_its_user_and_thread()
    {
        Assert.Equal("app/demo/web/U1", Name("U1", null));
        Assert.Equal("app/demo/web/T1%3AU1/C1%2F170.1", Name("T1:U1", "C1/170.1"));
        Assert.Equal("app/demo/web/%F0%9F%9A%80%25%2F%20", Name("🚀%/ ", null));
        Assert.Equal("app/demo/web/%EF%BF%BD", Name("\uFFFD", null));
    }

    [Fact]
    public void A_name_is_read_back() => Gen.Select(Texts.Unicode, Texts.Unicode, Gen.Bool)
        .Where((user, thread, _) => user.Length > 0 && thread.Length > 0)
        .Sample((user, thread, threaded) =>
        {
            Assert.True(
                SessionId.TryCreate(Endpoint, user, threaded ? thread : null, out var session));
            var back = SessionId.Parse(session.ToString());
            Assert.Equal(session, back);
            Assert.Equal(user, back.User);
            Assert.Equal(threaded ? thread : null, back.Thread);
            Assert.Equal(threaded ? 5 : 4, session.ToString().Split('/').Length);
        });

    [Fact]
    public void Two_users_never_share_a_name() => Gen.Select(Texts.Unicode, Texts.Unicode)
        .Where((one, other) => one.Length > 0 && other.Length > 0 && one != other)
        .Sample((one, other) => Assert.NotEqual(Name(one, null), Name(other, null)));

    [Fact]
    public void A_part_that_is_missing_or_no_Unicode_is_refused()
    {
        // Not inline data: attributes keep their texts as UTF-8, which has no half characters.
        string?[] refused =
            [null, "", "\ud83d", "a\ude80b", "\ude80\ud83d", "\uFFFD\ud83d", "\ud83d\ud83d\ude80"];
        foreach (var part in refused)
        {
            Assert.False(SessionId.TryCreate(Endpoint, part, null, out _));
            Assert.False(part is not null && SessionId.TryCreate(Endpoint, "U1", part, out _));
        }
    }

    [Theory]
    [InlineData("tock-test:ada", true)]
    [InlineData("tock-test:", true)]
    [InlineData("TOCK-TEST:ada", false)]
    [InlineData("tock-test", false)]
    [InlineData("ada tock-test:", false)]
    public void A_test_user_is_known_by_the_begin_of_the_id(string user, bool isTest)
    {
        Assert.True(SessionId.TryCreate(Endpoint, user, null, out var session));
        Assert.Equal(isTest, SessionId.Parse(session.ToString()).IsTest);
    }

    [Fact]
    public void A_part_may_be_256_characters_and_no_more()
    {
        Assert.True(
            SessionId.TryCreate(Endpoint, new string('u', 256), new string('t', 256), out _));
        Assert.False(SessionId.TryCreate(Endpoint, new string('u', 257), null, out _));
        Assert.False(SessionId.TryCreate(Endpoint, "U1", new string('t', 257), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("app/demo/web")]
    [InlineData("app/demo/web/")]
    [InlineData("app/demo/web/U1/")]
    [InlineData("app/demo/web/U1/T1/x")]
    [InlineData("a p/demo/web/U1")]
    [InlineData("app/demo/web/U%31")]
    [InlineData("app/demo/web/a b")]
    [InlineData("app/demo/web/%c3%a9")]
    [InlineData("app/demo/web/%FF")]
    public void What_names_no_session_is_refused(string key) =>
        Assert.Throws<FormatException>(() => SessionId.Parse(key));

    [Theory]
    [InlineData("a", true)]
    [InlineData("Shop-2.test_x", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    [InlineData("a%2F", false)]
    [InlineData(null, false)]
    public void A_part_of_an_endpoint_is_plain(string? part, bool plain)
    {
        Assert.Equal(plain, EndpointId.IsPart(part));
        Assert.Equal(plain, new EndpointId("app", "demo", part!).IsValid);
        Assert.Equal(plain, new EndpointId("app", part!, "web").IsValid);
        Assert.Equal(plain, new EndpointId(part!, "demo", "web").IsValid);
    }

    [Fact]
    public void A_part_of_an_endpoint_has_at_most_64_characters()
    {
        Assert.True(EndpointId.IsPart(new string('a', 64)));
        Assert.False(EndpointId.IsPart(new string('a', 65)));
        Assert.Equal("app/demo/web", Endpoint.ToString());
        Assert.False(default(EndpointId).IsValid);
    }

    private static string Name(string user, string? thread) =>
        SessionId.TryCreate(Endpoint, user, thread, out var session) ? session.ToString() : "none";
}
