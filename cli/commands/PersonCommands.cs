using System.CommandLine;
using System.Text.Json;

namespace TockOrleans.Cli.Commands;

/// <summary>What persons may ask for.</summary>
internal static class PersonCommands
{
    private const int TellEvery = 1_000;

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    public static IEnumerable<Command> All() => [Export(), Erase()];

    private static Command Export()
    {
        var user = new Argument<string>("user") { Description = "The user's id." };
        var endpoint = new Option<string?>("--endpoint")
        {
            Description = "Of this endpoint only: namespace/bot/id.",
        };
        var output = new Option<string?>("--output")
        {
            Description = "The file to write; else the output.",
        };
        return Verb.Of(
            "export",
            "Writes all there is of a user, a line of JSON each.",
            async (line, api, _, stop) =>
            {
                var path = Paths.Query(
                    "persons/export",
                    ("user", line.GetRequiredValue(user)),
                    ("endpoint", line.GetValue(endpoint)));
                if (line.GetValue(output) is not { } file)
                {
                    await Export(api, path, Console.Out, stop);
                    return;
                }
                // What is not whole does not stand where a whole export would.
                var part = file + ".part";
                await using (var writer = new StreamWriter(part))
                    await Export(api, path, writer, stop);
                File.Move(part, file, overwrite: true);
            },
            user, endpoint, output);
    }

    private static async Task Export(
        AdminApi api, string path, TextWriter writer, CancellationToken stop)
    {
        long count = 0;
        string? last = null;
        await api.ReadLines(
            path,
            async line =>
            {
                await writer.WriteLineAsync(line.AsMemory(), stop);
                last = line;
                if (++count % TellEvery == 0)
                    Screen.Progress($"{count} lines so far");
            },
            stop);
        if (last is null || JsonElement.Parse(last).GetProperty("kind").GetString() != "end")
            throw new Refusal("the export broke off: it is not whole");
        var end = JsonElement.Parse(last);
        Screen.Progress(
            $"{end.GetProperty("sessions")} sessions, {end.GetProperty("entries")} entries");
    }

    private static Command Erase()
    {
        var persons = new Argument<string[]>("person")
        {
            Description = "namespace/bot/endpoint/user",
            Arity = ArgumentArity.OneOrMore,
        };
        var yes = new Option<bool>("--yes") { Description = "It cannot be undone, and I know." };
        return Verb.Of(
            "erase",
            "Erases persons: their sessions, their log, their bytes.",
            async (line, api, screen, stop) =>
            {
                var users = line.GetRequiredValue(persons).Select(Paths.Person)
                    .Select(person => new { endpoint = person.Endpoint, user = person.User })
                    .ToArray();
                if (!line.GetValue(yes))
                    throw new Refusal(ExitCodes.Usage, "it cannot be undone: add --yes");
                var answer = await api.Post("persons/erase", new { users }, stop);
                while (!answer.GetProperty("done").GetBoolean())
                {
                    Screen.Progress($"{answer.GetProperty("sessions")} sessions erased so far");
                    await Task.Delay(AskEvery, TimeProvider.System, stop);
                    answer = await api.Get(
                        $"persons/erasures/{answer.GetProperty("id")}", stop);
                }
                screen.Show(answer);
                if (answer.GetProperty("failed").GetInt32() > 0
                    || !answer.GetProperty("scrubbed").GetBoolean())
                    throw new Refusal("not all of it is gone: erase again");
            },
            persons, yes);
    }
}
