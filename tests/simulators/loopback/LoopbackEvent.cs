using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Loopback;

/// <summary>An event of a user, as it stands in a webhook call.</summary>
/// <param name="User">Whose.</param>
/// <param name="Event">The neutral event, with its <c>kind</c>.</param>
public sealed record LoopbackEvent(string User, JsonObject Event)
{
    /// <summary>Its id; null: the simulator gives it a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The thread; null: none.</summary>
    public string? Thread { get; init; }

    /// <summary>The user's language.</summary>
    public string? Locale { get; init; }

    /// <summary>When it happened; null: when it is sent.</summary>
    public DateTimeOffset? At { get; init; }

    internal JsonObject ToJson(string newId, DateTimeOffset now) => new()
    {
        ["id"] = Id ?? newId,
        ["user"] = User,
        ["thread"] = Thread,
        ["at"] = (At ?? now).ToUnixTimeMilliseconds(),
        ["locale"] = Locale,
        ["event"] = Event.DeepClone(),
    };
}
