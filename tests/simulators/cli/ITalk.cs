namespace TockOrleans.Simulators.Cli;

/// <summary>A user at the keyboard, on one channel.</summary>
internal interface ITalk
{
    Simulator Simulator { get; }

    /// <summary>The user's own conversation; those of others are not shown.</summary>
    string Conversation { get; }

    /// <summary>Sends what was typed: a text, or what the channel knows besides.</summary>
    WebhookDelivery Say(string line);

    /// <summary>What a message of the bot looks like here.</summary>
    Shown Show(RecordedMessage message);
}
