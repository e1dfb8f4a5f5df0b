using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Messages of the bot: posted, changed, taken back, reacted to.</summary>
internal sealed class SlackChat(SlackState state)
{
    private readonly SlackOptions options = state.Options;
    private readonly SlackWorkspace workspace = state.Workspace;
    private readonly RateBudget? budget = state.Options.MessagesPerSecond > 0
        ? new(state.Options.MessagesPerSecond, state.Options.Burst, state.Options.Time)
        : null;

    public ApiAnswer Post(SlackArguments arguments)
    {
        var (channel, problem) = Find(arguments);
        if (channel is null)
            return SlackReply.Error(problem!);
        if (budget?.Take(channel.Id) is { } wait)
            return SlackReply.TooMany(wait.TotalSeconds);
        var (content, refusal) = SlackContent.Read(arguments, state.Ids);
        if (content is null)
            return refusal!;
        var thread = arguments.Text("thread_ts");
        if (thread is not null && !IsTimestamp(thread))
            return SlackReply.Error("invalid_thread_ts");
        var message = Put(channel, content, thread);
        return SlackReply.Ok(new()
        {
            ["channel"] = channel.Id,
            ["ts"] = message.Ts,
            ["message"] = state.Show(message, withMetadata: true),
        });
    }

    public ApiAnswer PostEphemeral(SlackArguments arguments)
    {
        var (channel, problem) = Find(arguments);
        if (channel is null)
            return SlackReply.Error(problem!);
        if (arguments.Text("user") is not { } user || workspace.User(user) is null)
            return SlackReply.Error("user_not_found");
        if (!workspace.IsMember(channel, user))
            return SlackReply.Error("user_not_in_channel");
        var (content, refusal) = SlackContent.Read(arguments, state.Ids);
        if (content is null)
            return refusal!;
        var message = Put(channel, content, arguments.Text("thread_ts"), onlyFor: user);
        return SlackReply.Ok(new() { ["message_ts"] = message.Ts });
    }

    public ApiAnswer Update(SlackArguments arguments)
    {
        var (channel, before, problem) = FindOwn(arguments, "cant_update_message");
        if (channel is null || before is null)
            return SlackReply.Error(problem!);
        var (content, refusal) = SlackContent.Read(arguments, state.Ids, isUpdate: true);
        if (content is null)
            return refusal!;
        var after = Change(channel, before, content);
        return SlackReply.Ok(new()
        {
            ["channel"] = channel.Id,
            ["ts"] = after.Ts,
            ["text"] = after.Text,
            ["message"] = state.Show(after),
        });
    }

    public ApiAnswer Delete(SlackArguments arguments)
    {
        var (channel, before, problem) = FindOwn(arguments, "cant_delete_message");
        if (channel is null || before is null)
            return SlackReply.Error(problem!);
        Remove(channel, before);
        return SlackReply.Ok(new() { ["channel"] = channel.Id, ["ts"] = before.Ts });
    }

    public ApiAnswer React(SlackArguments arguments)
    {
        var name = arguments.Text("name");
        if (name is null)
            return SlackReply.Error("no_reaction");
        if (workspace.Channel(arguments.Text("channel") ?? "") is not { } channel)
            return SlackReply.Error("channel_not_found");
        if (workspace.Message(channel, arguments.Text("timestamp") ?? "") is not { } message)
            return SlackReply.Error("message_not_found");
        return workspace.React(channel, message.Ts, name)
            ? SlackReply.Ok()
            : SlackReply.Error("already_reacted");
    }

    /// <summary>Takes a message of the bot: records it, keeps it, and echoes it.</summary>
    public SlackMessage Put(
        SlackChannel channel, SlackContent content, string? thread, string? onlyFor = null)
    {
        var message = new SlackMessage(state.Ids.Timestamp(), options.BotUserId, content.Text)
        {
            IsOfBot = true,
            ThreadTs = thread,
            ParentUser = thread is null ? null : workspace.Message(channel, thread)?.User,
            Blocks = content.Blocks,
            Attachments = content.Attachments,
            Metadata = content.Metadata,
            OnlyFor = onlyFor,
            Files = content.Files,
            Subtype = content.Files.Count > 0 ? "file_share" : null,
        };
        // First kept, then recorded: who waits for the record finds the message.
        workspace.Put(channel, message);
        state.Record.Add(
            new(channel.Id, thread, () => message.Ts, content.Text, null, content.Body),
            TimeSpan.Zero);
        if (onlyFor is null)
            Echo(() => state.Events.SendMessage(channel, state.Show(message)));
        return message;
    }

    public SlackMessage Change(SlackChannel channel, SlackMessage before, SlackContent content)
    {
        var now = state.Ids.Timestamp();
        var after = before with
        {
            Text = content.Text,
            Blocks = content.Blocks,
            Attachments = content.Attachments,
            Metadata = content.Metadata ?? before.Metadata,
            EditedAt = now,
        };
        workspace.Put(channel, after);
        if (before.OnlyFor is null)
            Echo(() => state.Events.SendChange(
                channel, state.Show(after), state.Show(before), now));
        return after;
    }

    public void Remove(SlackChannel channel, SlackMessage before)
    {
        workspace.Delete(channel, before.Ts);
        if (before.OnlyFor is null)
            Echo(() => state.Events.SendDeletion(
                channel, state.Show(before), state.Ids.Timestamp()));
    }

    private void Echo(Action send)
    {
        if (options.Echoes && state.Events.CanSend)
            send();
    }

    private (SlackChannel? Channel, string? Problem) Find(SlackArguments arguments) =>
        arguments.Text("channel") is { } id ? Find(id) : (null, "channel_not_found");

    /// <summary>Where the bot may write; Slack's code where it may not.</summary>
    /// <param name="id">A channel, or a user in place of their direct message.</param>
    public (SlackChannel? Channel, string? Problem) Find(string id)
    {
        var channel = workspace.Channel(id)
            ?? (workspace.User(id) is not null ? workspace.Direct(id) : null);
        return channel is null ? (null, "channel_not_found")
            : channel.IsArchived ? (null, "is_archived")
            : !workspace.IsMember(channel, options.BotUserId) ? (null, "not_in_channel")
            : (channel, null);
    }

    private (SlackChannel? Channel, SlackMessage? Message, string? Problem) FindOwn(
        SlackArguments arguments, string notOurs)
    {
        var (channel, problem) = Find(arguments);
        if (channel is null)
            return (null, null, problem);
        var message = workspace.Message(channel, arguments.Text("ts") ?? "");
        // Ephemeral messages cannot be found: https://docs.slack.dev/reference/methods/chat.update
        return message is null || message.OnlyFor is not null
            ? (channel, null, "message_not_found")
            : message.IsOfBot ? (channel, message, null) : (channel, null, notOurs);
    }

    public static bool IsTimestamp(string text) =>
        text.Split('.') is [{ Length: > 0 } seconds, { Length: 6 } micros]
        && long.TryParse(seconds, out _) && int.TryParse(micros, out _);
}
