using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;

namespace TockOrleans.Cli.Commands;

/// <summary>Endpoints, their health and their dead letters.</summary>
internal static class EndpointCommands
{
    private const string Json = "application/json";

    private static readonly Argument<string> Endpoint =
        new("endpoint") { Description = "namespace/bot/id" };

    private static readonly Argument<string> File =
        new("file") { Description = "A file of JSON; - is the input." };

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "The most to list.",
        DefaultValueFactory = _ => Pages.Default,
    };

    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Only those with this word, or this word and a code.",
    };

    public static IEnumerable<Command> All() => [Endpoints(), Health(), DeadLetters()];

    private static Command Endpoints() => Verb.Of(
        "endpoints",
        "Lists the endpoints; shows, writes, tests and removes one.",
        async (_, api, screen, stop) =>
        {
            var found = (await api.Get("endpoints", stop)).GetProperty("endpoints");
            if (screen.Json)
                Screen.Raw(found);
            else
                Screen.Table(
                    [.. found.EnumerateArray()],
                    "path", "type", "source", "version", "active", "identity", "warning");
        },
        Verb.Of("show", "Shows one.", async (line, api, screen, stop) =>
            screen.Show(await api.Get(Paths.Endpoint(line.GetRequiredValue(Endpoint)), stop)),
            Endpoint),
        Verb.Of("put", "Writes one: {\"type\":…,\"settings\":{…}}.",
            async (line, api, screen, stop) => screen.Show(await api.Send(
                "PUT",
                Paths.Endpoint(line.GetRequiredValue(Endpoint)),
                await Verb.File(line.GetRequiredValue(File), Json, stop),
                stop)),
            Endpoint, File),
        Verb.Of("secrets", "Changes those secrets of one that a file names: {\"name\":\"value\"}.",
            async (line, api, screen, stop) =>
            {
                using var secrets = await Verb.File(line.GetRequiredValue(File), Json, stop);
                screen.Show(await api.Post(
                    Paths.Endpoint(line.GetRequiredValue(Endpoint)) + "/secrets",
                    new { secrets = await Read(secrets, stop) },
                    stop));
            },
            Endpoint, File),
        Verb.Of("test", "Asks the channel whether its credentials work.", Test, Endpoint),
        Verb.Of("accounts", "Lists the accounts its app was installed in.",
            (line, api, screen, stop) => Pages.Show(
                api,
                screen,
                Paths.Endpoint(line.GetRequiredValue(Endpoint)) + "/accounts",
                "accounts",
                line.GetValue(Limit),
                ["account", "name", "installedAt", "revoked"],
                stop),
            Endpoint, Limit),
        Verb.Of("delete", "Removes one; its conversations stay.", async (line, api, _, stop) =>
            await api.Send(
                "DELETE", Paths.Endpoint(line.GetRequiredValue(Endpoint)), null, stop),
            Endpoint));

    private static async Task Test(
        ParseResult line, AdminApi api, Screen screen, CancellationToken stop)
    {
        var answer = await api.Send(
            "POST", Paths.Endpoint(line.GetRequiredValue(Endpoint)) + "/test", null, stop);
        screen.Show(answer);
        if (answer.GetProperty("outcome").GetString() != "works")
            throw new Refusal("the credentials do not work, or the channel did not say");
    }

    private static Command Health() => Verb.Of(
        "health",
        "How the endpoints are, and what waits to be sent.",
        async (line, api, screen, stop) =>
        {
            var answer = await api.Get("endpoints/health", stop);
            if (screen.Json)
                Screen.Raw(answer);
            else
                Screen.Table(
                    [.. answer.GetProperty("health").EnumerateArray()],
                    "endpoint", "type", "active", "inTrouble", "health.backlog", "health.accepted",
                    "health.dead", "health.circuitOpen", "health.lastError");
        });

    private static Command DeadLetters()
    {
        var all = new Option<bool>("--all") { Description = "All of the endpoint." };
        var session = new Option<string?>("--session") { Description = "Of this session …" };
        var seq = new Option<long?>("--seq") { Description = "… this one." };
        return Verb.Of(
            "dead-letters",
            "Replies that were given up: listed, replayed.",
            static (_, _, _, _) => throw new Refusal(ExitCodes.Usage, "list or replay?"),
            Verb.Of("list", "Lists those of an endpoint.", (line, api, screen, stop) => Pages.Show(
                api,
                screen,
                Paths.Query(
                    Paths.Endpoint(line.GetRequiredValue(Endpoint)) + "/dead-letters",
                    ("reason", line.GetValue(Reason))),
                "letters",
                line.GetValue(Limit),
                ["session", "seq", "at", "attempts", "reason"],
                stop), Endpoint, Reason, Limit),
            Verb.Of("replay", "Queues them anew.", (line, api, screen, stop) => Replay(
                api,
                Paths.Endpoint(line.GetRequiredValue(Endpoint)),
                (line.GetValue(all), line.GetValue(Reason), line.GetValue(session),
                    line.GetValue(seq)) switch
                {
                    (true, null, null, null) => new { all = true },
                    (false, { } reason, null, null) => new { reason },
                    (false, null, { } name, { } number) =>
                        new { session = name, seq = number },
                    _ => throw new Refusal(
                        ExitCodes.Usage, "give --all, --reason, or --session and --seq"),
                },
                stop), Endpoint, all, Reason, session, seq));
    }

    // One call does a thousand: until there are no more.
    private static async Task Replay(
        AdminApi api, string endpoint, object order, CancellationToken stop)
    {
        long total = 0;
        bool more;
        do
        {
            var answer = await api.Post(endpoint + "/dead-letters/replay", order, stop);
            total += answer.GetProperty("replayed").GetInt64();
            more = answer.GetProperty("more").GetBoolean();
            if (more)
                Screen.Progress($"{total} replayed so far");
        }
        while (more);
        await Console.Out.WriteLineAsync(
            total.ToString(CultureInfo.InvariantCulture) + " replayed");
    }

    private static async Task<Dictionary<string, string>> Read(
        HttpContent file, CancellationToken stop)
    {
        try
        {
            return await file.ReadFromJsonAsync<Dictionary<string, string>>(stop) ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            throw new Refusal(ExitCodes.Usage, "the file must be {\"name\":\"value\",…}");
        }
    }
}
