using Xunit;

namespace TockOrleans.Bot.Tests;

public sealed class TextTests
{
    private static readonly Text Greeting = Text.Of(
        ("en", "hello"), ("fr", "bonjour"), ("fr-CA", "allô"), ("zh-Hant", "你好"));

    [Theory]
    [InlineData("en", "hello")]
    [InlineData("en-GB", "hello")]
    [InlineData("fr", "bonjour")]
    [InlineData("fr-CH", "bonjour")]
    [InlineData("FR-ca", "allô")]
    [InlineData("zh-Hant-TW", "你好")]
    [InlineData("FR_ch", "bonjour")]
    [InlineData("de", "hello")]
    [InlineData("", "hello")]
    public void The_nearest_language_is_taken(string locale, string expected) =>
        Assert.Equal(expected, Greeting.Resolve(locale));

    [Theory]
    [InlineData("en", "1,234.50 on Tuesday")]
    [InlineData("de", "1.234,50 on Dienstag")]
    [InlineData("no culture!", "1,234.50 on Tuesday")]
    public void Numbers_and_days_are_written_as_the_language_writes_them(
        string locale, string expected)
    {
        Text text = "{0:N2} on {1:dddd}";

        Assert.Equal(expected, text.Format(locale, 1234.5m, new DateOnly(2026, 3, 10)));
    }

    [Fact]
    public void Without_arguments_braces_stay()
    {
        Text text = "a {0} } b";

        Assert.Equal("a {0} } b", text.Format("en"));
        Assert.Equal("a {0} } b", text.ToString());
        Assert.Throws<FormatException>(() => text.Format("en", 1));
    }

    [Fact]
    public void A_text_has_a_language_and_each_once()
    {
        Assert.Throws<ArgumentException>(() => Text.Of());
        Assert.Throws<ArgumentException>(() => Text.Of(("en", "a"), ("EN", "b")));
        Assert.Throws<ArgumentException>(() => Phrases.Of(("en", ["a"]), ("EN", ["b"])));
    }
}
