using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TockOrleans.Cli.Commands;

/// <summary>Sessions, the log and the audit.</summary>
internal static class ConversationCommands
{
    private static readonly Argument<string> Session = new("session")
    {
        Description = "A session's name, as 'tock sessions' shows it.",
    };

    private static readonly Option<string?> Endpoint =
        new("--endpoint") { Description = "namespace/bot/id" };

    private static readonly Option<string?> User =
        new("--user") { Description = "The user's id on its endpoint." };

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "The most to list.",
        DefaultValueFactory = _ => Pages.Default,
    };

    public static IEnumerable<Command> All() => [Sessions(), Log(), Pause(), Resume(), Audit()];

    private static Command Sessions()
    {
        var prefix = new Option<string?>("--prefix") { Description = "How the user's id begins." };
        var since = new Option<string?>("--since") { Description = "The user wrote since then." };
        var before = new Option<string?>("--before") { Description = "… last wrote before." };
        return Verb.Of(
            "sessions",
            "Lists sessions; shows one.",
            (line, api, screen, stop) => Pages.Show(
                api,
                screen,
                Paths.Query(
                    "sessions",
                    ("endpoint", line.GetValue(Endpoint)),
                    ("user", line.GetValue(User)),
                    ("prefix", line.GetValue(prefix)),
                    ("since", line.GetValue(since)),
                    ("before", line.GetValue(before))),
                "sessions",
                line.GetValue(Limit),
                ["session", "lastUserAt", "version", "entries", "backlog", "pausedUntil"],
                stop),
            Endpoint, User, prefix, since, before, Limit,
            Verb.Of("show", "Shows one; with the role privacy what was said, too.",
                async (line, api, screen, stop) =>
                {
                    var found = await api.Get(
                        Paths.Session(line.GetRequiredValue(Session)), stop);
                    if (screen.Json)
                    {
                        Screen.Raw(found);
                        return;
                    }
                    screen.Show(found.GetProperty("session"));
                    if (found.TryGetProperty("entries", out var entries))
                        Table(entries.EnumerateArray());
                },
                Session));
    }

    private static Command Log()
    {
        var day = new Option<string?>("--day") { Description = "A day of UTC: 2030-05-06." };
        var from = new Option<string?>("--from") { Description = "Written then or later." };
        var to = new Option<string?>("--to") { Description = "Written before." };
        return Verb.Of(
            "log",
            "The conversation log of an endpoint or a user.",
            (line, api, screen, stop) => Pages.Show(
                api,
                screen,
                Paths.Query(
                    "log",
                    ("endpoint", line.GetValue(Endpoint)),
                    ("user", line.GetValue(User)),
                    ("day", line.GetValue(day)),
                    ("from", line.GetValue(from)),
                    ("to", line.GetValue(to))),
                "entries",
                line.GetValue(Limit),
                ["at", "session", "seq", "kind", "status", "body"],
                stop),
            Endpoint, User, day, from, to, Limit);
    }

    private static Command Pause()
    {
        var minutes = new Option<int?>("--minutes") { Description = "For so long." };
        var until = new Option<string?>("--until") { Description = "Until then." };
        return Verb.Of(
            "pause",
            "The bot is silent in a session.",
            async (line, api, screen, stop) => screen.Show(await api.Post(
                Paths.Session(line.GetRequiredValue(Session)) + "/pause",
                (line.GetValue(minutes), line.GetValue(until)) switch
                {
                    ({ } count, null) => new { minutes = count },
                    (null, { } time) => new { until = time },
                    _ => throw new Refusal(ExitCodes.Usage, "give --minutes or --until"),
                },
                stop)),
            Session, minutes, until);
    }

    private static Command Resume() => Verb.Of(
        "resume",
        "The bot goes on in a session.",
        async (line, api, screen, stop) => screen.Show(await api.Send(
            "POST", Paths.Session(line.GetRequiredValue(Session)) + "/resume", null, stop)),
        Session);

    private static Command Audit() => Verb.Of(
        "audit",
        "Who did what, the latest first.",
        (line, api, screen, stop) => Pages.Show(
            api,
            screen,
            "audit",
            "entries",
            line.GetValue(Limit),
            ["at", "who", "role", "what", "target", "outcome"],
            stop),
        Limit);

    private static void Table(IEnumerable<JsonElement> entries) =>
        Screen.Table([.. entries], "at", "seq", "kind", "status", "body");
}
