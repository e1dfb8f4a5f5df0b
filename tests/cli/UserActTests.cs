using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class UserActTests
{
    private static readonly Choice[] Choices =
    [
        new("Order", "order?size=2", null, "Order"),
        new("Menu", null, "https://example.org/menu", "Menu"),
        new("Big one", null, null, "a big pizza"),
    ];

    [Theory]
    [InlineData("hello", "text \"hello\"")]
    [InlineData("  two words ", "text \"  two words \"")]
    [InlineData("", "text \"\"")]
    [InlineData("!1", "payload \"order?size=2\"")]
    [InlineData("!3", "text \"a big pizza\"")]
    [InlineData("!order?size=3", "payload \"order?size=3\"")]
    [InlineData("!!important", "text \"!important\"")]
    [InlineData("""!{"kind":"typing"}""", """event {"kind":"typing"}""")]
    [InlineData("œuf → 🥚", "text \"œuf → 🥚\"")]
    [InlineData("\\ud83e\\udd5a 🥚\\", "text \"\\\\ud83e\\\\udd5a 🥚\\\\\"")]
    public void A_line_is_a_text_a_choice_a_payload_or_an_event(string line, string act) =>
        Assert.Equal(act, UserAct.Read(line, Choices).ToString());

    [Theory]
    [InlineData("!", "after ! comes a number")]
    [InlineData("!0", "there is no choice 0")]
    [InlineData("!4", "there is no choice 4")]
    [InlineData("!99999999999", "there is no choice")]
    [InlineData("!2", "'Menu' opens https://example.org/menu")]
    [InlineData("!{kind", "the event is no JSON")]
    public void What_cannot_be_done_says_why(string line, string why)
    {
        var refusal = Assert.Throws<Refusal>(() => UserAct.Read(line, Choices));
        Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
