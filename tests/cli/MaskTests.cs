using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class MaskTests
{
    [Theory]
    [InlineData("at 10:00", "at 10:00", true)]
    [InlineData("at 10:00", "at 10:01", false)]
    [InlineData("at {*}", "at 10:00", true)]
    [InlineData("at {*}", "at ", true)]
    [InlineData("at {*}", "on Monday", false)]
    [InlineData("{*}", "", true)]
    [InlineData("{*}", "two\nlines", true)]
    [InlineData("{*} o'clock", "ten o'clock", true)]
    [InlineData("{*} o'clock", "ten o'clock sharp", false)]
    [InlineData("from {*} to {*}.", "from a to b to c.", true)]
    [InlineData("from {*} to {*}.", "from a.", false)]
    [InlineData("aa{*}aa", "aaa", false)]
    [InlineData("aa{*}aa", "aaaa", true)]
    [InlineData("a{*}b{*}b", "ab", false)]
    [InlineData("a{*}b{*}b", "abb", true)]
    [InlineData("{*}{*}", "x", true)]
    [InlineData("{**}", "x", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("É{*}", "é!", false)]
    public void A_mask_stands_for_anything_and_the_rest_for_itself(
        string expected, string got, bool fits) => Assert.Equal(fits, Mask.Fits(expected, got));
}
