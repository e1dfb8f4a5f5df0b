namespace TockOrleans.Connectors.Contract;

/// <summary>What became of asking for a token. A closed family.</summary>
public abstract record CredentialsResult
{
    private CredentialsResult()
    {
    }

    /// <summary>There is one.</summary>
    /// <param name="Credentials">The token.</param>
    public sealed record Issued(Credentials Credentials) : CredentialsResult;

    /// <summary>The setting is all there is: no token has to be asked for.</summary>
    public sealed record NotNeeded : CredentialsResult;

    /// <summary>The channel refuses; asking again does not help.</summary>
    /// <param name="Reason">The channel's code.</param>
    public sealed record Refused(string Reason) : CredentialsResult;

    /// <summary>Not now.</summary>
    /// <param name="Reason">What was seen.</param>
    /// <param name="After">How long to wait; null: the channel did not say.</param>
    public sealed record Unavailable(string Reason, TimeSpan? After = null) : CredentialsResult;
}
