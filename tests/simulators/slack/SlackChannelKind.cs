namespace TockOrleans.Simulators.Slack;

/// <summary>What kind of conversation a Slack channel is.</summary>
public enum SlackChannelKind
{
    /// <summary>A public channel, <c>C…</c>.</summary>
    Channel,

    /// <summary>A private channel, <c>G…</c> or <c>C…</c>.</summary>
    Group,

    /// <summary>A direct message, <c>D…</c>.</summary>
    Im,

    /// <summary>A direct message with several users.</summary>
    Mpim,
}
