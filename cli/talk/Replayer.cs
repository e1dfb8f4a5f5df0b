using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Cli.Talk;

/// <summary>Has recorded conversations again, and tells where they went otherwise.</summary>
/// <param name="screen">Where it tells.</param>
/// <param name="talk">Makes a user who talks.</param>
/// <param name="update">Whether what comes is taken for what is planned.</param>
internal sealed class Replayer(Screen screen, Func<JsonObject, Talker> talk, bool update)
{
    private int steps;

    public int Runs { get; private set; }

    /// <summary>Runs that differ, or did not come to their end.</summary>
    public int NotAsPlanned { get; private set; }

    /// <summary>How many runs there were of how many steps, and how they went.</summary>
    public string Summary =>
        $"{Runs} runs, {steps} steps: {Runs - NotAsPlanned} as planned, {NotAsPlanned} not";

    /// <summary>
    /// Plays a plan on some connector types, and writes it anew where it is updated.
    /// </summary>
    public async Task Play(
        string file, TestPlan plan, IReadOnlyList<string?> types, CancellationToken stop)
    {
        var comparison = plan.Comparison;
        var updated = plan;
        var whole = true;
        foreach (var (at, type) in types.Index())
        {
            var run = await PlanRun.Play(plan, type, talk, stop);
            var differed = 0;
            if (update && run.Failure is null)
            {
                differed = StepsOf(Differences(updated, run, comparison));
                // What the bot says is that of the first type: others must agree with it.
                updated = updated.With(run, messages: at == 0, more: false);
            }
            var found = Differences(updated, run, comparison).ToList();
            whole &= run.Failure is null;
            Runs++;
            steps += run.Steps.Count;
            if (found.Count > 0 || run.Failure is not null)
                NotAsPlanned++;
            Tell(file, plan, run, found, differed - StepsOf(found));
        }
        if (update && whole)
            await PlanFile.Write(file, updated, stop);
    }

    private static IEnumerable<(int Step, Difference What)> Differences(
        TestPlan plan, PlanRun run, Comparison comparison) =>
        run.Steps.Index().SelectMany(took => plan.Steps[took.Index]
            .Differences(took.Item, comparison).Select(found => (took.Index, found)));

    private static int StepsOf(IEnumerable<(int Step, Difference What)> found) =>
        found.Select(one => one.Step).Distinct().Count();

    private void Tell(
        string file,
        TestPlan plan,
        PlanRun run,
        List<(int Step, Difference What)> found,
        int updated)
    {
        if (screen.Json)
        {
            Console.Out.WriteLine(JsonText.Write(
                writer => Write(writer, file, plan, run, found), indented: false));
            return;
        }
        var differ = StepsOf(found);
        var how = run.Failure is not null ? $"ended at step {run.Steps.Count + 1}"
            : differ > 0 ? $"{differ} of {plan.Steps.Count} steps differ"
            : updated > 0 ? $"{updated} of {plan.Steps.Count} steps updated"
            : $"{plan.Steps.Count} steps as planned";
        Console.Out.WriteLine(Screen.OneLine($"{plan.Name} {run.Label}: {how}"));
        foreach (var step in found.GroupBy(one => one.Step))
        {
            Console.Out.WriteLine(
                Screen.OneLine($"  step {step.Key + 1}: {plan.Steps[step.Key].Act}"));
            foreach (var (_, what) in step)
            {
                var (expected, got) = what.Shown();
                Console.Out.WriteLine(Screen.OneLine($"    {what.Path}"));
                Console.Out.WriteLine(Screen.OneLine($"      expected  {expected}"));
                Console.Out.WriteLine(Screen.OneLine($"      got       {got}"));
            }
        }
        if (run.Failure is { } failure)
            Console.Out.WriteLine(Screen.OneLine(
                $"  step {run.Steps.Count + 1}: {plan.Steps[run.Steps.Count].Act}: {failure}"));
    }

    private static void Write(
        Utf8JsonWriter writer,
        string file,
        TestPlan plan,
        PlanRun run,
        List<(int Step, Difference What)> found)
    {
        writer.WriteStartObject();
        writer.WriteString("plan", plan.Name);
        writer.WriteString("file", file);
        writer.WriteString("as", run.Type);
        writer.WriteNumber("steps", run.Steps.Count);
        writer.WriteBoolean("asPlanned", found.Count == 0 && run.Failure is null);
        if (run.Failure is not null)
            writer.WriteString("failure", run.Failure);
        writer.WriteStartArray("differences");
        foreach (var (step, what) in found)
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", step + 1);
            writer.WritePropertyName(plan.Steps[step].Act.Kind);
            plan.Steps[step].Act.Value.WriteTo(writer);
            writer.WriteString("path", what.Path);
            Write(writer, "expected", what.Expected);
            Write(writer, "got", what.Got);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            return;
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
