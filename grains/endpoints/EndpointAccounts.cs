using Orleans;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// The names of the accounts an endpoint's app was installed in, so that they can be listed; what
/// they are is theirs. Kept as JSON, members are only added.
/// </summary>
[GenerateSerializer, Alias("tock.EndpointAccounts")]
public sealed record EndpointAccounts
{
    /// <summary>The most that are listed; further ones work all the same.</summary>
    public const int ListedMax = 10_000;

    /// <summary>Their ids, in order.</summary>
    [Id(0)]
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>The same with one more; null: it is there, or there are too many.</summary>
    /// <param name="account">The account's id.</param>
    public EndpointAccounts? With(string account) =>
        Ids.Count >= ListedMax || Ids.Contains(account)
            ? null
            : new EndpointAccounts
            {
                Ids = [.. Ids.Append(account).Order(StringComparer.Ordinal)],
            };
}
