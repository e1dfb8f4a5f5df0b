using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>A conversation that took place, of the conversation log.</summary>
internal static class LoggedTalk
{
    private const int UserPart = 3;
    private const int EntriesMax = 100_000;

    // What the bot said first and what a channel says of replies: no test user does it.
    private static readonly string[] NotOfUsers =
        ["proactive", "unsupported", "delivered", "undelivered", "read", "echoed"];

    /// <summary>Reads a conversation, as far back as the log has it.</summary>
    /// <param name="api">The server; the key needs the role privacy.</param>
    /// <param name="session">Its name, as the lists show it.</param>
    /// <param name="bot">Whose it must be: <c>namespace/bot</c>.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Its turns, and the language of the first that has one.</returns>
    /// <exception cref="Refusal">It is no session of that bot, or cannot be read.</exception>
    public static async Task<(IReadOnlyList<PlanStep> Steps, string? Locale)> Read(
        AdminApi api, string session, string bot, CancellationToken stop)
    {
        var parts = session.Split('/');
        if (parts.Length <= UserPart || $"{parts[0]}/{parts[1]}" != bot)
            throw new Refusal(ExitCodes.Usage, $"'{session}' is no session of {bot}");
        var (entries, more) = await Pages.Read(
            api,
            Paths.Query(
                "log",
                ("endpoint", string.Join('/', parts[..UserPart])),
                ("user", Uri.UnescapeDataString(parts[UserPart]))),
            "entries",
            EntriesMax,
            stop);
        if (more)
            throw new Refusal($"the log of this user has more than {EntriesMax} entries");
        // A user may have a session for each thread.
        return Of(entries.Where(entry => entry.Text("session") == session));
    }

    /// <summary>Makes steps of entries of the log.</summary>
    public static (IReadOnlyList<PlanStep> Steps, string? Locale) Of(
        IEnumerable<JsonElement> entries)
    {
        var turns = entries.OrderBy(entry => entry.GetProperty("seq").GetInt64())
            .GroupBy(entry => entry.GetProperty("turn").GetInt64())
            .Select(turn => (Said: turn.First(), Replies: turn.Skip(1).Where(IsReply)))
            .Where(turn => IsOfUser(turn.Said))
            .ToList();
        return (
            [.. turns.Select(turn => new PlanStep(
                Act(turn.Said.Member("body").Member("event")),
                JsonSerializer.SerializeToElement(
                    turn.Replies.Select(reply => reply.Member("body"))),
                new Dictionary<string, JsonElement>()))],
            turns.Select(turn => turn.Said.Member("body").Text("locale"))
                .FirstOrDefault(locale => locale is not null));
    }

    private static UserAct Act(JsonElement happened) =>
        happened.Text("kind") == UserAct.Text && happened.EnumerateObject().Count() == 2
            ? new UserAct(UserAct.Text, happened.Member("text"))
            : new UserAct(UserAct.Event, happened);

    // A turn that is open, or was refused, has no answer to compare with.
    private static bool IsOfUser(JsonElement entry) =>
        entry.Text("kind") == "event" && entry.Text("status") is "Done" or "Failed"
        && entry.Member("body").Member("event").Text("kind") is { } kind
        && !NotOfUsers.Contains(kind);

    private static bool IsReply(JsonElement entry) =>
        entry.Text("kind") == "reply" && entry.Text("status") != "Deferral";
}
