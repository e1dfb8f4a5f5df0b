namespace TockOrleans.Connectors.Contract;

/// <summary>What became of an installation. A closed family.</summary>
public abstract record InstallResult
{
    private InstallResult()
    {
    }

    /// <summary>The app is in an account.</summary>
    /// <param name="Account">The account's id: letters, digits, '_' and '-'.</param>
    /// <param name="Credentials">Its token.</param>
    public sealed record Installed(string Account, Credentials Credentials) : InstallResult
    {
        /// <summary>What the account is called; null: the channel does not tell.</summary>
        public string? Name { get; init; }

        /// <summary>What the app may do there, in the channel's words.</summary>
        public IReadOnlyList<string> Scopes { get; init; } = [];
    }

    /// <summary>It is not.</summary>
    /// <param name="Reason">The channel's code, or what was seen.</param>
    public sealed record Refused(string Reason) : InstallResult;
}
