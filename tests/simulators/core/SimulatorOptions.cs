namespace TockOrleans.Simulators;

/// <summary>What all simulators are set up with.</summary>
public abstract record SimulatorOptions
{
    private const long BodyBytesDefault = 128L << 20;

    /// <summary>The port on 127.0.0.1; 0, the default: a free one.</summary>
    public int Port { get; init; }

    /// <summary>The bot's webhook; may be set later, before the first event.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The secret that signs events.</summary>
    public string SigningSecret { get; init; } = "simulated-signing-secret";

    /// <summary>Where chance begins, of faults and of noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock; the machine's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// What the waits between redeliveries are multiplied with: 0.01 makes a minute 0.6 seconds.
    /// </summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>How long the bot has to acknowledge; null: the vendor's time. Not scaled.</summary>
    public TimeSpan? AckTimeout { get; init; }

    /// <summary>
    /// How many bytes of request bodies are kept; 128 MiB by default. 0: texts only.
    /// </summary>
    public long BodyBytesMax { get; init; } = BodyBytesDefault;

    /// <summary>How many connections to the webhook at once.</summary>
    public int WebhookConnectionsMax { get; init; } = 128;
}
