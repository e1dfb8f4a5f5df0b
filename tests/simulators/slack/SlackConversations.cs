using System.Globalization;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Channels, their history, and users.</summary>
internal sealed class SlackConversations(SlackState state)
{
    private const int PageDefault = 100;
    private const int PageMax = 999;

    private readonly SlackWorkspace workspace = state.Workspace;

    /// <summary>The statuses the bot has set, newest last.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Statuses { get; } = new();

    public ApiAnswer SetStatus(SlackArguments arguments)
    {
        if (workspace.Channel(arguments.Text("channel_id") ?? "") is null)
            return SlackReply.Error("channel_not_found");
        if (arguments.Text("thread_ts") is null)
            return SlackReply.Error("invalid_thread_ts");
        // An empty status takes the old one away.
        Statuses.Enqueue(arguments.Text("status") ?? "");
        return SlackReply.Ok();
    }

    /// <summary>What a thread of an assistant shows: prompts to press, or its title.</summary>
    public ApiAnswer Decorate(SlackArguments arguments, string needed)
    {
        if (workspace.Channel(arguments.Text("channel_id") ?? "") is null)
            return SlackReply.Error("channel_not_found");
        if (arguments.Text("thread_ts") is null)
            return SlackReply.Error("invalid_thread_ts");
        return arguments.Text(needed) is null && arguments.Element(needed) is null
            ? SlackReply.Error("invalid_arguments")
            : SlackReply.Ok();
    }

    public ApiAnswer Open(SlackArguments arguments)
    {
        if (arguments.Text("channel") is { } id)
            return workspace.Channel(id) is { } there
                ? Show(there, arguments.Flag("return_im"))
                : SlackReply.Error("channel_not_found");
        var users = arguments.Text("users")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (users.Length == 0)
            return SlackReply.Error("users_list_not_supplied");
        if (users.Any(user => workspace.User(user) is null))
            return SlackReply.Error("user_not_found");
        if (users.Contains(state.Options.BotUserId))
            return SlackReply.Error("cannot_dm_bot");
        if (users is [var only])
            return Show(workspace.Direct(only), arguments.Flag("return_im"));
        var group = workspace.Open(
            "GM" + string.Concat(users.Order(StringComparer.Ordinal)), SlackChannelKind.Mpim);
        foreach (var user in users)
            workspace.Join(group, user);
        return Show(group, arguments.Flag("return_im"));
    }

    public ApiAnswer Info(SlackArguments arguments) =>
        workspace.Channel(arguments.Text("channel") ?? "") is { } channel
            ? Show(channel, whole: true)
            : SlackReply.Error("channel_not_found");

    public ApiAnswer History(SlackArguments arguments) =>
        workspace.Channel(arguments.Text("channel") ?? "") is { } channel
            ? Page(
                arguments,
                [.. Visible(channel)
                    .Where(message => message.ThreadTs is null || message.ThreadTs == message.Ts)
                    .Reverse()])
            : SlackReply.Error("channel_not_found");

    public ApiAnswer Replies(SlackArguments arguments)
    {
        if (workspace.Channel(arguments.Text("channel") ?? "") is not { } channel)
            return SlackReply.Error("channel_not_found");
        var ts = arguments.Text("ts");
        var thread = Visible(channel)
            .Where(message => message.Ts == ts || message.ThreadTs == ts).ToArray();
        return thread.Length == 0 ? SlackReply.Error("thread_not_found") : Page(arguments, thread);
    }

    public ApiAnswer User(SlackArguments arguments) =>
        workspace.User(arguments.Text("user") ?? "") is { } user
            ? SlackReply.Ok(new()
            {
                ["user"] = user.ToJson(state.Options.TeamId, arguments.Flag("include_locale")),
            })
            : SlackReply.Error("user_not_found");

    private IEnumerable<SlackMessage> Visible(SlackChannel channel) =>
        workspace.Messages(channel).Where(message => message.OnlyFor is null);

    private ApiAnswer Page(SlackArguments arguments, IReadOnlyList<SlackMessage> messages)
    {
        var (oldest, latest) = (arguments.Text("oldest"), arguments.Text("latest"));
        var isInclusive = arguments.Flag("inclusive");
        var limit = Math.Clamp(arguments.Number("limit", PageDefault), 1, PageMax);
        if (arguments.Text("cursor") is { } cursor && !int.TryParse(cursor, out _))
            return SlackReply.Error("invalid_cursor");
        var from = arguments.Number("cursor", 0);
        var found = messages.Where(message =>
            (oldest is null || Compare(message.Ts, oldest) is var low
                && (low > 0 || (isInclusive && low == 0)))
            && (latest is null || Compare(message.Ts, latest) is var high
                && (high < 0 || (isInclusive && high == 0)))).ToArray();
        var page = found.Skip(from).Take(limit).ToArray();
        var hasMore = from + page.Length < found.Length;
        var next = (from + page.Length).ToString(CultureInfo.InvariantCulture);
        var withMetadata = arguments.Flag("include_all_metadata");
        return SlackReply.Ok(new()
        {
            ["messages"] = new JsonArray(
                [.. page.Select(message => state.Show(message, withMetadata))]),
            ["has_more"] = hasMore,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = hasMore ? next : "" },
        });
    }

    private ApiAnswer Show(SlackChannel channel, bool whole) => SlackReply.Ok(new()
    {
        ["channel"] = whole
            ? channel.ToJson(state.Options)
            : new JsonObject { ["id"] = channel.Id },
    });

    private static int Compare(string ts, string bound) => decimal.Compare(
        decimal.Parse(ts, CultureInfo.InvariantCulture),
        decimal.TryParse(bound, CultureInfo.InvariantCulture, out var value) ? value : 0);
}
