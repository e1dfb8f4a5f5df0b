namespace TockOrleans.Simulators.Loopback;

/// <summary>What the loopback channel is set up with; every ability can be switched.</summary>
public sealed record LoopbackOptions : SimulatorOptions
{
    private const long RequestBytesDefault = 1 << 20;

    /// <summary>The token the bot begins with.</summary>
    public string Token { get; init; } = "loopback-token";

    /// <summary>The refresh value the bot begins with; it works once.</summary>
    public string Refresh { get; init; } = "loopback-refresh";

    /// <summary>How long a token is valid; null, the default: for ever.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Whether idempotency keys are honoured; true by default.</summary>
    public bool HonoursKeys { get; init; } = true;

    /// <summary>How long a key is remembered; a day by default.</summary>
    public TimeSpan KeyValidity { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long after a user's last event the bot may write, in seconds; null, the default: always.
    /// </summary>
    public double? WindowSeconds { get; init; }

    /// <summary>Messages a second of the whole app, with a burst of as many; 0: no limit.</summary>
    public double AppRate { get; init; }

    /// <summary>Messages a second of a conversation, with a burst of 1; 0: no limit.</summary>
    public double ConversationRate { get; init; }

    /// <summary>The bytes of a request beyond which it is refused with 413; 1 MiB.</summary>
    public long RequestBytesMax { get; init; } = RequestBytesDefault;
}
