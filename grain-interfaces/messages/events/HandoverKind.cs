namespace TockOrleans.Messages;

/// <summary>What happened in a handover.</summary>
public enum HandoverKind
{
    /// <summary>The other party gave the conversation to us.</summary>
    Passed,

    /// <summary>The other party took the conversation from us.</summary>
    Taken,

    /// <summary>The other party asks for the conversation.</summary>
    Requested,

    /// <summary>A person answered in our place.</summary>
    Answered,
}
