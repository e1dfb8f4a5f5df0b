using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Cli.Talk;

/// <summary>A plan as it went with a new user, on one connector type.</summary>
/// <param name="Type">The type; null: none is played.</param>
/// <param name="Steps">What took place, step by step, as far as it came.</param>
/// <param name="Failure">Why it came no further; null: it came to its end.</param>
internal sealed record PlanRun(string? Type, IReadOnlyList<PlanStep> Steps, string? Failure)
{
    /// <summary>What it was played as, for a person.</summary>
    public string Label => Type is null ? "as test user" : $"as {Type}";

    /// <summary>Somebody who never talked with the bot.</summary>
    public static string NewUser() => $"plan-{Guid.NewGuid():n}";

    /// <summary>What each request of a plan's user says.</summary>
    public static JsonObject Order(string user, string? locale, string? type)
    {
        var order = new JsonObject { ["user"] = user };
        if (locale is not null)
            order["locale"] = locale;
        if (type is not null)
            order["as"] = type;
        return order;
    }

    /// <summary>An answer that does not name its user, who is another one each time.</summary>
    public static JsonElement WithoutUser(JsonElement answer, string user) => JsonElement.Parse(
        answer.GetRawText().Replace(user, Mask.Any, StringComparison.Ordinal));

    /// <summary>Plays a plan.</summary>
    /// <exception cref="Refusal">Not one step of it can be played, or nothing answers.</exception>
    public static async Task<PlanRun> Play(
        TestPlan plan,
        string? type,
        Func<JsonObject, Talker> talk,
        CancellationToken stop)
    {
        var user = NewUser();
        var talker = talk(Order(user, plan.Locale, type));
        var took = new List<PlanStep>();
        try
        {
            foreach (var step in plan.Steps)
                took.Add(PlanStep.Of(
                    step.Act, WithoutUser(await talker.Do(step.Act, stop), user)));
            return new PlanRun(type, took, null);
        }
        catch (Refusal refusal) when (refusal.OfOneTurn)
        {
            return new PlanRun(type, took, refusal.Message);
        }
    }
}
