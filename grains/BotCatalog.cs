using System.Collections.Frozen;
using TockOrleans.Bot;

namespace TockOrleans.Grains;

/// <summary>The bots this node hosts.</summary>
/// <exception cref="ArgumentException">Two bots have the same namespace and id.</exception>
public sealed class BotCatalog(IEnumerable<IBotEngine> engines)
{
    private readonly FrozenDictionary<(string Namespace, string Id), IBotEngine> byName =
        engines.ToFrozenDictionary(engine => (engine.Namespace, engine.Id));

    /// <summary>All bots, in no order.</summary>
    public IReadOnlyList<IBotEngine> All => byName.Values;

    /// <summary>The bot of that name, or null.</summary>
    public IBotEngine? Find(string @namespace, string id) =>
        byName.GetValueOrDefault((@namespace, id));
}
