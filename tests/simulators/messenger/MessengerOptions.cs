namespace TockOrleans.Simulators.Messenger;

/// <summary>The page, and the app installed on it.</summary>
public sealed record MessengerOptions : SimulatorOptions
{
    private const double EchoSeconds = 0.05;

    /// <summary>The page.</summary>
    public string PageId { get; init; } = "1906385232743451";

    /// <summary>The bot's app.</summary>
    public string AppId { get; init; } = "1234567890";

    /// <summary>The word the webhook is tested with.</summary>
    public string VerifyToken { get; init; } = "simulated-verify-token";

    /// <summary>The bot's token for the page.</summary>
    public string PageAccessToken { get; init; } = "EAAsimulated";

    /// <summary>The names of the utility templates Meta approved; null: all it is given.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>Whether calls must carry the proof; a wrong one is refused in any case.</summary>
    public bool RequiresProof { get; init; }

    /// <summary>Whether the bot hears what the page says; true by default.</summary>
    public bool Echoes { get; init; } = true;

    /// <summary>How long after a message its echo comes, in seconds; 0.05.</summary>
    public double EchoDelaySeconds { get; init; } = EchoSeconds;

    /// <summary>Whether a message is reported as delivered; off by default.</summary>
    public bool Delivered { get; init; }

    /// <summary>Whether a message is reported as read; off by default.</summary>
    public bool Read { get; init; }

    /// <summary>Calls of the Send API a second, with a burst of as many; 0: no limit.</summary>
    public double CallsPerSecond { get; init; }
}
