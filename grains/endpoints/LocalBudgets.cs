using System.Collections.Concurrent;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// The rate budgets of the endpoints whose grains live on this node: its own replies ask them
/// directly, for a call of a grain costs more than the answer. All other nodes ask the grain,
/// and everybody has the same budget.
/// </summary>
public sealed class LocalBudgets
{
    private readonly ConcurrentDictionary<EndpointId, RateBudget> budgets = new();

    internal RateBudget? Find(EndpointId endpoint) => budgets.GetValueOrDefault(endpoint);

    internal void Add(EndpointId endpoint, RateBudget budget) => budgets[endpoint] = budget;

    internal void Remove(EndpointId endpoint, RateBudget budget) =>
        budgets.TryRemove(KeyValuePair.Create(endpoint, budget));
}
