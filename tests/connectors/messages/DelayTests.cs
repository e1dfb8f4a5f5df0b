using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Model;

public sealed class DelayTests
{
    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:02.5")]
    [InlineData("00:10:00")]
    public void A_message_may_wait_ten_minutes(string delay) =>
        Assert.Null(BoundsCheck.Excess(Delayed(delay)));

    [Theory]
    [InlineData("-00:00:00.0000001")]
    [InlineData("00:10:00.0000001")]
    [InlineData("-10675199.02:48:05.4775808")]
    [InlineData("10675199.02:48:05.4775807")]
    public void A_message_waits_no_longer_and_no_time_below_zero(string delay) => Assert.Equal(
        "delay is not between 0 and 00:10:00", BoundsCheck.Excess(Delayed(delay)));

    [Fact]
    public void Every_kind_of_message_can_wait()
    {
        var stored = """{"kind":"typing","on":true,"delay":"00:00:01"}"""u8.ToArray();
        var message = MessageCodec.DecodeMessage(stored);
        Assert.Equal(new TypingMessage { Delay = TimeSpan.FromSeconds(1) }, message);
        Assert.Equal(stored, MessageCodec.Encode(message));
    }

    [Fact]
    public void A_message_that_does_not_wait_is_stored_as_before() => Assert.Equal(
        """{"kind":"text","text":"Now"}"""u8.ToArray(),
        MessageCodec.Encode(new TextMessage("Now")));

    private static TextMessage Delayed(string delay) => new("Later")
    {
        Delay = TimeSpan.Parse(delay, System.Globalization.CultureInfo.InvariantCulture),
    };
}
