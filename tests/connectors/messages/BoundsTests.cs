using System.Reflection;
using System.Text.Json.Serialization;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

public sealed class BoundsTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    public static IEnumerable<TheoryDataRow<string>> Events => Kinds(typeof(UserEvent));

    public static IEnumerable<TheoryDataRow<string>> Replies => Kinds(typeof(BotMessage));

    [Theory]
    [MemberData(nameof(Events))]
    public void No_member_of_an_event_is_without_a_bound(string kind) =>
        AssertAllBound(filler => BoundsCheck.Excess(
            new InboundEvent("1", At, (UserEvent)filler.Make(Type(typeof(UserEvent), kind)))));

    [Theory]
    [MemberData(nameof(Replies))]
    public void No_member_of_a_reply_is_without_a_bound(string kind) =>
        AssertAllBound(filler => BoundsCheck.Excess(
            (BotMessage)filler.Make(Type(typeof(BotMessage), kind))));

    [Fact]
    public void No_member_that_comes_with_an_event_is_without_a_bound() =>
        AssertAllBound(filler => BoundsCheck.Excess(
            (InboundEvent)filler.Make(typeof(InboundEvent))));

    [Fact]
    public void What_is_just_within_a_limit_is_taken()
    {
        Assert.Null(BoundsCheck.Excess(Text(new string('x', 40_000))));
        Assert.Equal(
            "text.text is longer than 40000 characters",
            BoundsCheck.Excess(Text(new string('x', 40_001))));
        Assert.Null(BoundsCheck.Excess(Text("x") with { EventId = new string('e', 512) }));
        Assert.Equal(
            "eventId is longer than 512 characters",
            BoundsCheck.Excess(Text("x") with { EventId = new string('e', 513) }));
        Assert.Null(BoundsCheck.Excess(Carousel(50)));
        Assert.Equal("carousel.cards has more than 50 items", BoundsCheck.Excess(Carousel(51)));
    }

    [Fact]
    public void A_file_in_its_own_address_may_be_longer_than_an_address()
    {
        Assert.Null(BoundsCheck.Excess(File(300_000)));
        Assert.Equal(
            "a file's url is longer than 400100 characters", BoundsCheck.Excess(File(300_070)));
        Assert.Equal(
            "a file's url is longer than 2000 characters",
            BoundsCheck.Excess(new MediaMessage(
                new Media("https://example.org/" + new string('x', 2_000)))));
    }

    [Fact]
    public void A_file_is_read_out_of_its_address_as_it_was_written_into_it()
    {
        Assert.Equal(
            "data:image/png;base64,iVBORw==",
            InlineFile.Write([0x89, 0x50, 0x4E, 0x47], "image/png"));
        Assert.Equal("Hello"u8, InlineFile.Read("DATA:;base64,SGVsbG8=", out var type)!);
        Assert.Equal("application/octet-stream", type);
        Assert.Null(InlineFile.Read("data:text/plain,Hello", out _));
        Assert.Null(InlineFile.Read("data:text/plain;base64,%", out _));
        Assert.Null(InlineFile.Read("https://example.org/;base64,SGVsbG8=", out _));
    }

    [Fact]
    public void Many_large_parts_are_too_large_together()
    {
        var cards =
            Enumerable.Range(0, 50).Select(_ => new Card("T", new string('x', 39_000))).ToArray();
        Assert.Null(BoundsCheck.Excess(new CarouselMessage(cards[..12])));
        Assert.Equal(
            "the whole is larger than 512000 bytes",
            BoundsCheck.Excess(new CarouselMessage(cards)));
    }

    [Fact]
    public void The_size_counts_as_it_is_stored()
    {
        // Six bytes for each: 40,000 of them fit into a text, but not with as many spoken.
        var text = new string('é', 40_000);
        Assert.Null(BoundsCheck.Excess(new TextMessage(text, new Speech(text))));
        Assert.Equal(
            "the whole is larger than 512000 bytes",
            BoundsCheck.Excess(new TextMessage(text, new Speech(text, text))));
    }

    private static InboundEvent Text(string text) => new("1", At, new TextEvent(text));

    // Random bytes: a few signs of each hundred take six bytes in JSON.
    private static MediaMessage File(int size)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        return new MediaMessage(new Media(InlineFile.Write(bytes, "image/png")));
    }

    private static CarouselMessage Carousel(int cards) =>
        new([.. Enumerable.Range(0, cards).Select(_ => new Card("T"))]);

    /// <summary>Makes each member too large in turn and asks whether that is seen.</summary>
    private static void AssertAllBound(Func<Filler, string?> excess)
    {
        var sound = new Filler(tooLarge: -1);
        Assert.Null(excess(sound));
        for (var slot = 0; slot < sound.Slots; slot++)
        {
            var filler = new Filler(slot);
            var found = excess(filler);
            Assert.True(found is not null, $"{filler.Where} has no bound");
            Assert.DoesNotContain("the whole", found, StringComparison.Ordinal);
            Assert.DoesNotContain(Filler.Secret, found, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<TheoryDataRow<string>> Kinds(Type root) =>
        root.GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(derived => new TheoryDataRow<string>((string)derived.TypeDiscriminator!));

    private static Type Type(Type root, string kind) =>
        root.GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Single(derived => kind.Equals(derived.TypeDiscriminator)).DerivedType;
}
