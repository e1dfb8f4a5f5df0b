using System.Text;
using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace Pizzeria;

/// <summary>The code in the authoring guide is code that was compiled.</summary>
public sealed class AuthoringGuideTests
{
    [Fact]
    public void Every_block_of_the_guide_stands_in_a_compiled_file()
    {
        var root = Root();
        var code = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(root, "tests", "bot", "docs"), "*.cs"))
            code.Append(Lines(File.ReadAllText(file)));
        var compiled = code.ToString();
        var parts = File.ReadAllText(Path.Combine(root, "docs", "authoring.md")).Split("```");
        var blocks = parts
            .Where((part, index) =>
                index % 2 == 1 && part.StartsWith("csharp\n", StringComparison.Ordinal))
            .Select(part => Lines(part["csharp\n".Length..]))
            .ToList();

        Assert.InRange(blocks.Count, 8, 30);
        Assert.All(blocks, block => Assert.Contains(block, compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_other_stories_of_the_guide_run()
    {
        var bot = TockOrleans.Bot.BotDefinition.Create("app", "guide")
            .Add(new DeliveryStory())
            .Add(TockOrleans.Bot.Story.Of("menu", TockOrleans.Bot.Phrases.None, MenuStory.Run))
            .Add(TockOrleans.Bot.Story.Of(
                "explain",
                TockOrleans.Bot.Phrases.Of(("en", ["why"])),
                StreamingStory.Explain))
            .Add(TockOrleans.Bot.Story.Of("links", TockOrleans.Bot.Phrases.None, MenuStory.Links))
            .Build();
        var user = new BotConversation(bot, "en");

        Assert.Equal(["When?"], (await user.Send(new ChoiceEvent("delivery"))).Texts);
        await user.Click("noon");
        Assert.Equal(["Another time"], user.Last!.Suggestions);
        Assert.Equal(["When?"], (await user.Click("Another time")).Texts);
        Assert.Equal(3, (await user.Send(new ChoiceEvent("menu"))).Cards.Count);
        Assert.Equal(["Menu"], (await user.Send(new ChoiceEvent("links"))).Texts);
        Assert.Equal(["You asked: why. Yes."], (await user.Say("why")).Texts);
    }

    // Indentation aside: a block in the guide starts at the margin.
    private static string Lines(string text) => string.Concat(
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
            .Select(line => line + "\n"));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TockOrleans.sln")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("the tests run outside of the repository");
        return folder;
    }
}
