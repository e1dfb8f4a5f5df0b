using System.Diagnostics.CodeAnalysis;

namespace TockOrleans.Simulators.Slack;

/// <summary>Users, channels, messages and files. Safe from any thread.</summary>
internal sealed class SlackWorkspace(SlackOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SlackUser> users = [];
    private readonly Dictionary<string, SlackChannel> channels = [];
    private readonly Dictionary<string, SlackFile> files = [];

    public void Put(SlackUser user)
    {
        lock (gate)
            users[user.Id] = user;
    }

    public SlackUser? User(string id)
    {
        lock (gate)
            return users.GetValueOrDefault(id);
    }

    /// <summary>The user, made up if nobody described them.</summary>
    public SlackUser Known(string id)
    {
        lock (gate)
        {
            if (users.TryGetValue(id, out var user))
                return user;
            var name = id.ToLowerInvariant();
            return users[id] = new(
                id, name, name, "Simulated", $"{name}@example.org", options.Locale);
        }
    }

    /// <summary>The direct message channel of a user.</summary>
    public SlackChannel Direct(string user)
    {
        Known(user);
        return Open(
            user.StartsWith('U') ? string.Concat("D", user.AsSpan(1)) : $"D{user}",
            SlackChannelKind.Im,
            user);
    }

    /// <summary>A channel with the bot in it; made if it is not there.</summary>
    public SlackChannel Open(string id, SlackChannelKind kind, string? user = null)
    {
        lock (gate)
        {
            if (!channels.TryGetValue(id, out var channel))
            {
                channels[id] = channel = new(id, kind, user);
                channel.Members.Add(options.BotUserId);
            }
            if (user is not null)
                channel.Members.Add(user);
            return channel;
        }
    }

    public SlackChannel? Channel(string id)
    {
        lock (gate)
            return channels.GetValueOrDefault(id);
    }

    public bool IsMember(SlackChannel channel, string user)
    {
        lock (gate)
            return channel.Members.Contains(user);
    }

    public void Join(SlackChannel channel, string user, bool leaves = false)
    {
        lock (gate)
        {
            if (leaves)
                channel.Members.Remove(user);
            else
                channel.Members.Add(user);
        }
    }

    public void Put(SlackChannel channel, SlackMessage message)
    {
        lock (gate)
        {
            channel.Messages[message.Ts] = message;
            if (channel.Messages.Count > options.HistoryMax)
                channel.Messages.RemoveAt(0);
        }
    }

    public bool Delete(SlackChannel channel, string ts)
    {
        lock (gate)
            return channel.Messages.Remove(ts);
    }

    public SlackMessage? Message(SlackChannel channel, string ts)
    {
        lock (gate)
            return channel.Messages.GetValueOrDefault(ts);
    }

    /// <summary>The messages of a channel, the oldest first.</summary>
    public IReadOnlyList<SlackMessage> Messages(SlackChannel channel)
    {
        lock (gate)
            return [.. channel.Messages.Values];
    }

    /// <summary>Notes a reaction of the bot; false: it was there.</summary>
    public bool React(SlackChannel channel, string ts, string name)
    {
        lock (gate)
            return channel.Reactions.Add((ts, name));
    }

    public void Put(SlackFile file)
    {
        lock (gate)
            files[file.Id] = file;
    }

    public bool TryFile(string id, [NotNullWhen(true)] out SlackFile? file)
    {
        lock (gate)
            return files.TryGetValue(id, out file);
    }
}
