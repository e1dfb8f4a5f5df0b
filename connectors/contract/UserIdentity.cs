namespace TockOrleans.Connectors.Contract;

/// <summary>How an endpoint knows who a user is.</summary>
/// <param name="Way">The way in a word, as its setting has it.</param>
/// <param name="Open">Whether a user is who the client says, without any proof.</param>
public sealed record UserIdentity(string Way, bool Open = false)
{
    /// <summary>The channel says it, in requests that are verified.</summary>
    public static UserIdentity Channel { get; } = new("channel");
}
