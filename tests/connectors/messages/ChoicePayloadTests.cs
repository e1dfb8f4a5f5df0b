using CsCheck;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

public sealed class ChoicePayloadTests
{
    [Theory]
    [InlineData("search", "search", "")]
    [InlineData("search?", "search", "")]
    [InlineData("search?a=1", "search", "a=1")]
    [InlineData("search?_previous_intent=greetings", "search", "_previous_intent=greetings")]
    [InlineData(
        "s?_step=a&_previous_intent=b&_source=c&_nlp=d&_title=e&_url=f&_image=g&_referral=h",
        "s",
        "_step=a;_previous_intent=b;_source=c;_nlp=d;_title=e;_url=f;_image=g;_referral=h")]
    [InlineData("s?a=x+y", "s", "a=x y")]
    [InlineData("s?a=x%2By", "s", "a=x+y")]
    [InlineData("s?a=%C3%A9%F0%9F%9A%80", "s", "a=é🚀")]
    [InlineData("s?a%20b=c", "s", "a b=c")]
    [InlineData("s?a=b=c", "s", "a=b=c")]
    [InlineData("s?a=b?c", "s", "a=b?c")]
    [InlineData("s?a", "s", "a=")]
    [InlineData("s?a=", "s", "a=")]
    [InlineData("s?=b", "s", "")]
    [InlineData("s?&&a=1&", "s", "a=1")]
    [InlineData("s?a=1&a=2", "s", "a=2")]
    [InlineData("s?a=%", "s", "a=%")]
    [InlineData("s?a=%zz", "s", "a=%zz")]
    [InlineData("", "", "")]
    [InlineData("?a=1", "", "a=1")]
    [InlineData("an intent/é", "an intent/é", "")]
    public void A_payload_is_read(string payload, string intent, string parameters)
    {
        var choice = ChoicePayload.Parse(payload);
        Assert.Equal(intent, choice.Intent);
        Assert.Equal(
            parameters,
            string.Join(';', (choice.Parameters ?? new Dictionary<string, string>())
                .Select(parameter => $"{parameter.Key}={parameter.Value}")));
    }

    [Fact]
    public void Reserved_keys_are_Tocks() => Assert.Equal(
        ["_step", "_previous_intent", "_source", "_nlp", "_title", "_url", "_image", "_referral"],
        ChoicePayload.ReservedKeys);

    [Fact]
    public void A_payload_is_written_form_encoded() => Assert.Equal(
        "book?_step=s1&city=Saint+%C3%89tienne&x=a%26b%3Dc",
        ChoicePayload.Format(
            "book", [new("_step", "s1"), new("city", "Saint Étienne"), new("x", "a&b=c")]));

    [Fact]
    public void No_more_parameters_are_read_than_a_choice_may_have()
    {
        var payload = "s?" + string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"k{i}={i}"));
        Assert.Equal(Bounds.ParametersMax, ChoicePayload.Parse(payload).Parameters!.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a?b")]
    public void What_is_no_intent_is_not_written(string intent) =>
        Assert.Throws<ArgumentException>(() => ChoicePayload.Format(intent));

    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(
            Gen.String[Gen.Char['a', 'z'], 1, 20],
            Gen.Dictionary(Texts.Unicode.Where(key => key.Length > 0), Texts.Unicode)[0, 20])
        .Sample((intent, parameters) =>
        {
            var choice = ChoicePayload.Parse(ChoicePayload.Format(intent, parameters));
            Assert.Equal(intent, choice.Intent);
            Assert.Equal(parameters, choice.Parameters ?? new Dictionary<string, string>());
        });

    [Fact]
    public void Nothing_makes_it_fail() => Gen.String.Sample(
        payload => Assert.NotNull(ChoicePayload.Parse(payload).Intent), iter: 10_000);
}
