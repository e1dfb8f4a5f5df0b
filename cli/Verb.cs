using System.CommandLine;

namespace TockOrleans.Cli;

/// <summary>Makes commands.</summary>
internal static class Verb
{
    /// <summary>What a command does with the server.</summary>
    public delegate Task Act(
        ParseResult line, AdminApi api, Screen screen, CancellationToken stop);

    /// <summary>A command with its arguments and options.</summary>
    public static Command Of(string name, string help, Act act, params Symbol[] symbols)
    {
        var command = new Command(name, help);
        foreach (var symbol in symbols)
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else if (symbol is Option option)
                command.Options.Add(option);
            else if (symbol is Command below)
                command.Subcommands.Add(below);
        command.SetAction(async (line, stop) =>
        {
            using var api = GlobalOptions.Open(line);
            await act(line, api, new Screen(line.GetValue(GlobalOptions.Json)), stop);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A body that is a file's JSON; <c>-</c> is the input.</summary>
    public static async Task<HttpContent> File(string name, string type, CancellationToken stop)
    {
        try
        {
            var bytes = name == "-"
                ? await Input(stop)
                : await System.IO.File.ReadAllBytesAsync(name, stop);
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new(type);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(ExitCodes.Usage, $"{name} cannot be read: {failure.Message}");
        }
    }

    private static async Task<byte[]> Input(CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}
