using System.CommandLine;
using TockOrleans.Cli.Commands;

namespace TockOrleans.Cli;

/// <summary>The tool <c>tock</c>: operates TockOrleans from a shell.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand(
            "Operates TockOrleans: endpoints, conversations, persons; tests bots.");
        foreach (var option in (Option[])
            [GlobalOptions.Url, GlobalOptions.KeyFile, GlobalOptions.Json])
            root.Options.Add(option);
        foreach (var command in EndpointCommands.All().Concat(ConversationCommands.All())
            .Concat(ProactiveCommands.All()).Concat(PersonCommands.All())
            .Concat(TalkCommands.All()))
            root.Subcommands.Add(command);
        // What is said may begin with an @ and means no file.
        var line = root.Parse(
            args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("tock --help tells more.");
            return ExitCodes.Usage;
        }
        try
        {
            return await line.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return refusal.ExitCode;
        }
    }
}
