namespace TockOrleans.Simulators.Slack;

/// <summary>The workspace and the app installed in it.</summary>
public sealed record SlackOptions : SimulatorOptions
{
    private const int BurstDefault = 3;

    /// <summary>The bot's token.</summary>
    public string BotToken { get; init; } = "xoxb-simulated";

    /// <summary>
    /// Whether events come over sockets that the bot opens, in place of its webhook; false by
    /// default.
    /// </summary>
    public bool SocketMode { get; init; }

    /// <summary>The app-level token, for sockets.</summary>
    public string AppToken { get; init; } = "xapp-1-simulated";

    /// <summary>
    /// How long a token is valid, with token rotation; null, the default: for ever, no rotation.
    /// </summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The first refresh token; it works once.</summary>
    public string RefreshToken { get; init; } = "xoxe-1-simulated";

    /// <summary>The app's client id, for <c>oauth.v2.access</c>.</summary>
    public string ClientId { get; init; } = "111.222";

    /// <summary>The app's client secret, for <c>oauth.v2.access</c>.</summary>
    public string ClientSecret { get; init; } = "simulated-client-secret";

    /// <summary>The workspace.</summary>
    public string TeamId { get; init; } = "T0SIMULATED";

    /// <summary>The workspace's domain.</summary>
    public string TeamDomain { get; init; } = "simulated";

    /// <summary>The app.</summary>
    public string AppId { get; init; } = "A0SIMULATED";

    /// <summary>The bot's user.</summary>
    public string BotUserId { get; init; } = "U0SIMULATED";

    /// <summary>The bot.</summary>
    public string BotId { get; init; } = "B0SIMULATED";

    /// <summary>
    /// Messages a second in a channel before 429; 0, the default: no limit. Slack's own is 1.
    /// </summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>How many messages at once that limit tolerates; 3 by default.</summary>
    public int Burst { get; init; } = BurstDefault;

    /// <summary>
    /// Whether the bot hears its own messages as events, as in Slack; true by default.
    /// </summary>
    public bool Echoes { get; init; } = true;

    /// <summary>How long a trigger id can be used; 3 seconds, as in Slack.</summary>
    public TimeSpan TriggerValidity { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a response_url can be used; 30 minutes, as in Slack.</summary>
    public TimeSpan ResponseUrlValidity { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Messages kept of a channel for its history; the oldest go first.</summary>
    public int HistoryMax { get; init; } = 10_000;

    /// <summary>The language and time zone of users nobody described.</summary>
    public string Locale { get; init; } = "en-US";
}
