using System.Collections.Concurrent;

namespace TockOrleans.Simulators.Slack;

/// <summary>Trigger ids: valid for three seconds, once.</summary>
internal sealed class SlackTriggers(SlackOptions options, SlackIds ids)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string User)> open = new();
    private readonly ConcurrentDictionary<string, bool> used = new();

    public string New(string user)
    {
        var id = $"{ids.New("")}.{options.TeamId}.{ids.New("")}";
        open[id] = (options.Time.GetUtcNow(), user);
        return id;
    }

    /// <summary>Uses one; Slack's code if that is no longer possible.</summary>
    public (string? User, string? Problem) Use(string? id)
    {
        if (id is null)
            return (null, "invalid_arguments");
        if (used.ContainsKey(id))
            return (null, "exchanged_trigger_id");
        if (!open.TryGetValue(id, out var trigger))
            return (null, "invalid_trigger_id");
        if (options.Time.GetUtcNow() - trigger.At > options.TriggerValidity)
            return (null, "expired_trigger_id");
        return used.TryAdd(id, true) ? (trigger.User, null) : (null, "exchanged_trigger_id");
    }
}
