namespace TockOrleans.Simulators;

/// <summary>
/// What goes wrong with the calls of a channel's API. One draw a call from a seeded source: the
/// same calls in the same order meet the same faults. May be switched at any time, from any thread.
/// </summary>
/// <param name="seed">Where chance begins.</param>
public sealed class Faults(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly Queue<FaultRule?> next = new();
    private FaultRule[] rules = [];
    private int[] calls = [];

    /// <summary>The rules in force; the first that applies to a call wins.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (gate)
                return rules;
        }
    }

    /// <summary>Puts rules in force, in place of the earlier ones.</summary>
    /// <exception cref="ArgumentException">A rule has a value out of its bounds.</exception>
    public void Use(params IReadOnlyList<FaultRule> plan)
    {
        if (plan.Select(rule => rule.Problem()).FirstOrDefault(text => text is not null) is { } why)
            throw new ArgumentException(why, nameof(plan));
        lock (gate)
        {
            rules = [.. plan];
            calls = new int[rules.Length];
        }
    }

    /// <summary>
    /// Decides the next calls one by one, before any rule: null lets a call pass.
    /// </summary>
    /// <exception cref="ArgumentException">A rule has a value out of its bounds.</exception>
    public void Script(params IReadOnlyList<FaultRule?> script)
    {
        var problems = script.Select(rule => rule?.Problem());
        if (problems.FirstOrDefault(text => text is not null) is { } why)
            throw new ArgumentException(why, nameof(script));
        lock (gate)
        {
            foreach (var rule in script)
                next.Enqueue(rule);
        }
    }

    /// <summary>Everything passes from here on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            (rules, calls) = ([], []);
            next.Clear();
        }
    }

    internal FaultDecision Decide(string method)
    {
        lock (gate)
        {
            // Drawn whether needed or not, so that switching rules does not shift chance.
            var (draw, taken) = (random.NextDouble(), random.Next(2) == 0);
            if (next.TryPeek(out var scripted) && scripted?.IsFor(method) != false)
                return new(next.Dequeue(), taken);
            var reached = 0.0;
            for (var at = 0; at < rules.Length; at++)
            {
                var rule = rules[at];
                if (!rule.IsFor(method))
                    continue;
                if (rule.Every > 0 ? ++calls[at] % rule.Every == 0
                    : draw < (reached += rule.Probability))
                    return new(rule, taken);
            }
            return new(null, taken);
        }
    }
}
