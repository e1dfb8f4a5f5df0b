using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

/// <summary>
/// The bytes of the first version, a file for each kind. They lie in stores: a file is never
/// changed, only added to; what a later version adds gets a file of its own beside it, named after
/// the kind and what was added: <c>text_delay.json</c>.
/// </summary>
public sealed class StoredBytesTests
{
    public static IEnumerable<TheoryDataRow<string>> Events => Files("events");

    public static IEnumerable<TheoryDataRow<string>> Replies => Files("replies");

    [Theory]
    [MemberData(nameof(Events))]
    public void A_stored_event_is_read_and_written_back_the_same(string file)
    {
        var stored = Read("events", file);
        var inbound = MessageCodec.DecodeInbound(stored);
        Assert.Equal(stored, MessageCodec.Encode(inbound));
        Assert.Equal(KindOf<UserEvent>(file), inbound.Event.GetType());
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_stored_reply_is_read_and_written_back_the_same(string file)
    {
        var stored = Read("replies", file);
        var message = MessageCodec.DecodeMessage(stored);
        Assert.Equal(stored, MessageCodec.Encode(message));
        Assert.Equal(KindOf<BotMessage>(file), message.GetType());
    }

    [Fact]
    public void Every_kind_has_a_file()
    {
        Assert.Equal(Kinds<UserEvent>(), Events.Select(row => Kind(row.Data)).Distinct().Order());
        Assert.Equal(Kinds<BotMessage>(), Replies.Select(row => Kind(row.Data)).Distinct().Order());
    }

    [Fact]
    public void Members_of_a_newer_version_are_passed_over()
    {
        var inbound = MessageCodec.DecodeInbound(
            """
            {"eventId":"1","new":[1],"at":"2026-01-02T03:04:05Z",
             "event":{"new":{"a":1},"kind":"text","text":"Hi"}}
            """u8);
        Assert.Equal(new TextEvent("Hi"), inbound.Event);
        Assert.Equal(
            new LocationRequestMessage("Where?"),
            MessageCodec.DecodeMessage(
                """{"text":"Where?","x":{"kind":"y"},"kind":"locationRequest"}"""u8));
    }

    [Fact]
    public void A_kind_of_a_newer_version_is_kept_as_it_came()
    {
        var message = MessageCodec.DecodeMessage("""{"kind":"hologram","shape":"cube"}"""u8);
        Assert.Equal(
            new UnsupportedMessage("hologram", """{"kind":"hologram","shape":"cube"}"""), message);
        var inbound = MessageCodec.DecodeInbound(
            """
            {"eventId":"1","at":"2026-01-02T03:04:05Z",
             "event":{ "how":[1], "kind":"wink" },"locale":"fr"}
            """u8);
        Assert.Equal(
            new UnsupportedEvent("wink", """{ "how":[1], "kind":"wink" }"""), inbound.Event);
        Assert.Equal("fr", inbound.Locale);
        Assert.Equal(
            inbound, MessageCodec.DecodeInbound(MessageCodec.Encode(inbound)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":5}""")]
    [InlineData("""{"kind":"text"}""")]
    [InlineData("""{"kind":"text","text":null}""")]
    [InlineData("""{"kind":"text","text":5}""")]
    [InlineData("""{"kind":"text","text":"a","suggestions":[{"payload":"p"}]}""")]
    [InlineData("""{"kind":"card","card":null}""")]
    [InlineData("""{"kind":"text","text":"a"} x""")]
    [InlineData("""{"kind":"hologram"} x""")]
    [InlineData("""{"kind":"hologram",""")]
    [InlineData("""{"kind":"hologram","a":}""")]
    public void What_is_no_message_is_refused(string json) => Assert.ThrowsAny<JsonException>(
        () => MessageCodec.DecodeMessage(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"eventId":"1","at":"2026-01-02T03:04:05Z"}""")]
    [InlineData("""{"eventId":"1","at":"2026-01-02T03:04:05Z","event":null}""")]
    [InlineData("""{"eventId":"1","at":"2026-01-02T03:04:05Z","event":{}}""")]
    [InlineData("""{"eventId":"1","at":"2026-01-02T03:04:05Z","event":"text"}""")]
    [InlineData("""{"eventId":"1","at":"now","event":{"kind":"logout"}}""")]
    [InlineData("""{"at":"2026-01-02T03:04:05Z","event":{"kind":"logout"}}""")]
    public void What_is_no_event_is_refused(string json) => Assert.ThrowsAny<JsonException>(
        () => MessageCodec.DecodeInbound(Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<TheoryDataRow<string>> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Suite.TestsFolder, "messages", folder), "*.json")
            .Select(file => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(file)));

    private static byte[] Read(string folder, string file) =>
        File.ReadAllBytes(Path.Combine(Suite.TestsFolder, "messages", folder, file + ".json"));

    private static string Kind(string file) => file.Split('_')[0];

    private static Type KindOf<T>(string file) => typeof(T)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Single(derived => Kind(file).Equals(derived.TypeDiscriminator)).DerivedType;

    private static IEnumerable<string> Kinds<T>() => typeof(T)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Select(derived => (string)derived.TypeDiscriminator!).Order();
}
