using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

public sealed class NumberedChoiceTests
{
    [Theory]
    [InlineData("2", "no, thanks")]
    [InlineData(" 2. ", "no, thanks")]
    [InlineData("#2", "no, thanks")]
    [InlineData("no", "no, thanks")]
    [InlineData("3", null)]
    [InlineData("maybe", null)]
    [InlineData("", null)]
    public void A_numbered_choice_is_found_by_its_number_or_title(string answer, string? understood)
    {
        NumberedChoice[] choices = [new(1, "Yes", "yes?a=b"), new(2, "No", NlpText: "no, thanks")];
        var found = NumberedChoice.Find(choices, answer);
        Assert.Equal(understood, (found?.ToEvent() as TextEvent)?.Text);
    }

    [Fact]
    public void A_numbered_choice_with_a_payload_is_that_choice()
    {
        var chosen = (ChoiceEvent)new NumberedChoice(1, "Yes", "yes?a=b").ToEvent();
        Assert.Equal("yes", chosen.Intent);
        Assert.Equal("b", chosen.Parameters!["a"]);
        Assert.Equal("Yes", chosen.Title);
    }
}
