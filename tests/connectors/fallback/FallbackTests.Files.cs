using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

/// <content>Files in their own address, and what a message asks of its channel.</content>
public sealed partial class FallbackTests
{
    [Fact]
    public void A_file_in_its_own_address_is_its_name_where_the_channel_takes_none()
    {
        var file = new Media(
            InlineFile.Write("abc"u8, "image/png"), Name: "ticket.png", Description: "Your ticket");
        var fitted = Fallback.Adapt(new MediaMessage(file, "Here"), Rich);
        Equal([new TextMessage("Here\nticket.png\nYour ticket")], fitted.Messages);
        Assert.Equal(["inline file"], fitted.Skipped);
        Equal(
            [new MediaMessage(file, "Here")],
            Fallback.Fit(new MediaMessage(file, "Here"), Rich with { InlineFiles = true }));
        Equal(
            [new CardMessage(new Card("Train")), new TextMessage("ticket.png\nYour ticket")],
            Fallback.Fit(new CardMessage(new Card("Train", Media: file)), Rich));
    }

    [Fact]
    public void What_was_made_of_a_message_keeps_its_options_and_its_tag()
    {
        var options = new Dictionary<string, string> { ["messenger.persona_id"] = "7" };
        var fitted = Fallback.Fit(
            new TextMessage(new string('x', 300)) { Options = options, Tag = "UTILITY" }, TextOnly);
        Assert.Equal(2, fitted.Count);
        Assert.All(fitted, part => Assert.Same(options, part.Options));
        Assert.All(fitted, part => Assert.Equal("UTILITY", part.Tag));
    }
}
