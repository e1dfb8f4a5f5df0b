using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Cli.Commands;

/// <summary>The bot speaks first: to some, to many.</summary>
internal static class ProactiveCommands
{
    private const string Json = "application/json";

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private static readonly Argument<string> Id =
        new("broadcast") { Description = "namespace/bot/id" };

    private static readonly Argument<int> Rate = new("rate") { Description = "1 to 10,000." };

    private static readonly Argument<string> File =
        new("file") { Description = "A file; - is the input." };

    public static IEnumerable<Command> All() => [Say(), Broadcast()];

    private static Command Say()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "namespace/bot/id" };
        var text = new Argument<string?>("text")
        {
            Description = "What is said.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var users = new Option<string[]>("--user")
        {
            Description = "To whom; may be there several times.",
            Required = true,
        };
        var id = new Option<string?>("--id") { Description = "The same id again says nothing." };
        var tag = new Option<string?>("--tag") { Description = "The channel's rule it is under." };
        var story = new Option<string?>("--story") { Description = "A story, in place of a text." };
        return Verb.Of(
            "say",
            "The bot says something to users who did not ask.",
            async (line, api, screen, stop) =>
            {
                var order = new JsonObject
                {
                    ["endpoint"] = line.GetRequiredValue(endpoint),
                    ["users"] = new JsonArray(
                        [.. line.GetRequiredValue(users).Select(user => JsonValue.Create(user))]),
                };
                if (line.GetValue(text) is { } said)
                    order["messages"] = new JsonArray(
                        new JsonObject { ["kind"] = "text", ["text"] = said });
                foreach (var (name, option) in (IEnumerable<(string, Option<string?>)>)
                    [("id", id), ("tag", tag), ("story", story)])
                    if (line.GetValue(option) is { } value)
                        order[name] = value;
                Show(screen, await api.Post("messages", order, stop));
            },
            endpoint, text, users, id, tag, story);
    }

    private static Command Broadcast()
    {
        var outcome = new Option<string?>("--outcome") { Description = "Only with this outcome." };
        var limit = new Option<int>("--limit")
        {
            Description = "The most to list.",
            DefaultValueFactory = _ => Pages.Default,
        };
        return Verb.Of(
            "broadcast",
            "Messages to many: lists them, makes, starts and follows one.",
            List,
            [
                Verb.Of("create", "Makes one of a file of JSON.", async (line, api, screen, stop) =>
                    screen.Show(await api.Send(
                        "POST",
                        "broadcasts",
                        await Verb.File(line.GetRequiredValue(File), Json, stop),
                        stop)),
                    File),
                Verb.Of("audience", "Gives one its users, a line each (text, .csv, .jsonl).",
                    async (line, api, screen, stop) => screen.Show(await api.Send(
                        "PUT",
                        Path(line) + "/audience",
                        await Verb.File(line.GetRequiredValue(File), TypeOf(line), stop),
                        stop)),
                    Id, File),
                .. Steps(),
                Verb.Of("show", "How far one is.", async (line, api, screen, stop) =>
                    screen.Show(await api.Get(Path(line), stop)), Id),
                Verb.Of("follow", "How far one is, until it is over.", Follow, Id),
                Verb.Of("recipients", "Those of one, by outcome.", (line, api, screen, stop) =>
                    Pages.Show(
                        api,
                        screen,
                        Paths.Query(
                            Path(line) + "/recipients", ("outcome", line.GetValue(outcome))),
                        "recipients",
                        line.GetValue(limit),
                        ["endpoint", "user", "outcome", "reason"],
                        stop),
                    Id, outcome, limit),
            ]);
    }

    private static IEnumerable<Command> Steps() =>
    [
        Step("start", "Starts one."),
        Step("pause", "Stops one for a while."),
        Step("resume", "Goes on with one."),
        Step("cancel", "Ends one."),
        Verb.Of("rate", "Changes how many it tells a second, at once.",
            async (line, api, screen, stop) => screen.Show(await api.Send(
                "PATCH",
                Path(line),
                JsonContent.Create(new { rate = line.GetRequiredValue(Rate) }),
                stop)),
            Id, Rate),
        Verb.Of("delete", "Forgets a draft, or one that is over.",
            async (line, api, _, stop) => await api.Send("DELETE", Path(line), null, stop),
            Id),
    ];

    private static async Task List(
        ParseResult line, AdminApi api, Screen screen, CancellationToken stop)
    {
        var answer = await api.Get("broadcasts", stop);
        if (screen.Json)
            Screen.Raw(answer);
        else
            Screen.Table(
                [.. answer.GetProperty("broadcasts").EnumerateArray()],
                "namespace", "bot", "id", "stage", "created", "title");
    }

    private static Command Step(string verb, string help) => Verb.Of(
        verb,
        help,
        async (line, api, screen, stop) =>
            screen.Show(await api.Post($"{Path(line)}/{verb}", new { }, stop)),
        Id);

    private static async Task Follow(
        ParseResult line, AdminApi api, Screen screen, CancellationToken stop)
    {
        while (true)
        {
            var answer = await api.Get(Path(line), stop);
            if (answer.GetProperty("settled").GetBoolean())
            {
                screen.Show(answer);
                return;
            }
            Screen.Progress(answer.GetRawText());
            await Task.Delay(AskEvery, TimeProvider.System, stop);
        }
    }

    private static string Path(ParseResult line) =>
        "broadcasts" + Paths.Endpoint(line.GetRequiredValue(Id))["endpoints".Length..];

    private static string TypeOf(ParseResult line) =>
        System.IO.Path.GetExtension(line.GetRequiredValue(File)).ToLowerInvariant() switch
        {
            ".csv" => "text/csv",
            ".jsonl" or ".ndjson" => "application/x-ndjson",
            _ => "text/plain",
        };

    private static void Show(Screen screen, JsonElement said)
    {
        var users = said.GetProperty("users").EnumerateArray().ToList();
        if (screen.Json)
            Screen.Raw(said);
        else
            Screen.Table(users, "user", "status");
        if (users.Exists(user => user.GetProperty("status").GetString() != "queued"))
            throw new Refusal("it was not said to all of them");
    }
}
