using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>A recorded conversation with a bot, to be had again.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Bot">Whose it is: <c>namespace/bot</c>.</param>
/// <param name="Locale">The user's language, a BCP 47 tag; null: the bot's first.</param>
/// <param name="Ignore">Paths that are not compared.</param>
/// <param name="Steps">Its steps, at least one.</param>
internal sealed record TestPlan(
    string Name,
    string Bot,
    string? Locale,
    IReadOnlyList<string> Ignore,
    IReadOnlyList<PlanStep> Steps)
{
    public const int Version = 1;

    /// <summary>The connector types whose payloads it holds, in their order.</summary>
    public IEnumerable<string> Types =>
        Steps.SelectMany(step => step.Payloads.Keys).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Compares what came with it.</summary>
    public Comparison Comparison => new(Ignore);

    /// <summary>With what took place in a run, the masks kept where they fit.</summary>
    /// <param name="run">A run that came to its end.</param>
    /// <param name="messages">Whether to take what the bot said.</param>
    /// <param name="more">Whether to take payloads of a type that it has none of yet.</param>
    public TestPlan With(PlanRun run, bool messages, bool more)
    {
        var comparison = Comparison;
        return this with
        {
            Steps =
            [
                .. Steps.Zip(run.Steps, (step, took) =>
                    step.Updated(took, comparison, messages, more)),
            ],
        };
    }

    /// <summary>As its file has it.</summary>
    public string Write() => JsonText.Write(Write, indented: true) + "\n";

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber(PlanReader.VersionMember, Version);
        writer.WriteString(PlanReader.NameMember, Name);
        writer.WriteString(PlanReader.BotMember, Bot);
        if (Locale is not null)
            writer.WriteString(PlanReader.LocaleMember, Locale);
        if (Ignore.Count > 0)
        {
            writer.WriteStartArray(PlanReader.IgnoreMember);
            foreach (var path in Ignore)
                writer.WriteStringValue(path);
            writer.WriteEndArray();
        }
        writer.WriteStartArray(PlanReader.StepsMember);
        foreach (var step in Steps)
            Write(writer, step);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlanStep step)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(step.Act.Kind);
        step.Act.Value.WriteTo(writer);
        writer.WritePropertyName(PlanReader.MessagesMember);
        step.Messages.WriteTo(writer);
        if (step.Payloads.Count > 0)
        {
            writer.WriteStartObject(PlanReader.PayloadsMember);
            foreach (var (type, payloads) in step.Payloads.OrderBy(
                one => one.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(type);
                payloads.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
