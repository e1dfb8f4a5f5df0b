namespace TockOrleans.Simulators.Messenger;

/// <summary>What the channel knows of a conversation of a user with the page.</summary>
internal sealed class MessengerThread(string owner)
{
    /// <summary>The app that has it.</summary>
    public string Owner { get; set; } = owner;

    /// <summary>When the user last did something that opens the window; null: never.</summary>
    public DateTimeOffset? LastOfUser { get; set; }

    /// <summary>How much more time than the clock tells has passed.</summary>
    public TimeSpan Passed { get; set; }

    public bool IsBlocked { get; set; }

    /// <summary>The last sign the bot gave: typing_on, mark_seen …</summary>
    public List<string> Signs { get; } = [];
}
