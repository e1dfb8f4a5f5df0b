using Microsoft.Extensions.DependencyInjection;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests.Pages;

/// <summary>The code on the pages is code that was compiled.</summary>
public sealed class PageCodeTests
{
    [Theory]
    [InlineData("README.md", 1, "samples/host-your-own")]
    [InlineData("docs/proactive.md", 3, "tests/hosting/pages")]
    [InlineData("connectors/channels/Web/README.md", 1, "tests/hosting/pages")]
    [InlineData("docs/adding-a-connector.md", 1, "tests/hosting/pages")]
    public void Every_block_of_a_page_stands_in_a_compiled_file(
        string page, int count, string folder)
    {
        var root = Root();
        var compiled = Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs")
            .Select(file => Lines(File.ReadAllText(file))).ToList();
        var blocks = File.ReadAllText(Path.Combine(root, page)).Split("```")
            .Where((part, index) =>
                index % 2 == 1 && part.StartsWith("csharp\n", StringComparison.Ordinal))
            .Select(part => Lines(part["csharp\n".Length..])).ToList();

        Assert.Equal(count, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(
            compiled, file => file.Contains(block, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_programs_of_the_page_about_speaking_first_run()
    {
        await using var node = await Node.Start();
        var proactive = node.Services.GetRequiredService<IProactive>();
        await new Parcels(proactive).Arrived("u", "7", TestContext.Current.CancellationToken);
        await new Strike(proactive).Tell(
            AsyncEnumerable.Empty<SessionId>(), TestContext.Current.CancellationToken);
        // Neither of their bots is here.
        Assert.Null(await proactive.Broadcast(new BroadcastId("acme", "trains", "strike-0412"))
            .Get());
    }

    // Indentation aside, and what is said to `dotnet run`: neither is the language's.
    private static string Lines(string text) => string.Concat(text.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("#:", StringComparison.Ordinal))
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
