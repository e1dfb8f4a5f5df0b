using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>A step of a plan.</summary>
/// <param name="Act">What the user does.</param>
/// <param name="Messages">What the bot says to it: messages of the model, an array.</param>
/// <param name="Payloads">
/// What a channel's client is given for all of them, an array for each connector type it was
/// recorded for.
/// </param>
internal sealed record PlanStep(
    UserAct Act, JsonElement Messages, IReadOnlyDictionary<string, JsonElement> Payloads)
{
    /// <summary>A step as it took place.</summary>
    /// <param name="act">What the user did.</param>
    /// <param name="answer">The answer of the administration.</param>
    public static PlanStep Of(UserAct act, JsonElement answer) => new(
        act,
        Array(answer.Items("replies").Select(reply => reply.Member("message"))),
        answer.Text("as") is { } type
            ? new Dictionary<string, JsonElement>
            {
                [type] = Array(answer.Items("replies").SelectMany(reply =>
                    reply.Items("payloads"))),
            }
            : []);

    /// <summary>
    /// Where it differs from what took place: in its messages, and in the payloads of the types
    /// that both have.
    /// </summary>
    public IEnumerable<Difference> Differences(PlanStep got, Comparison comparison) =>
        comparison.Differences("messages", Messages, got.Messages).Concat(
            got.Payloads.Where(one => Payloads.ContainsKey(one.Key)).SelectMany(one =>
                comparison.Differences(PathOf(one.Key), Payloads[one.Key], one.Value)));

    /// <summary>As it took place, with the masks of the plan where they fit.</summary>
    /// <param name="got">What took place.</param>
    /// <param name="comparison">Compares them.</param>
    /// <param name="messages">Whether to take the messages, too.</param>
    /// <param name="more">Whether to take payloads of types that are not in the plan.</param>
    public PlanStep Updated(PlanStep got, Comparison comparison, bool messages, bool more)
    {
        var payloads = new Dictionary<string, JsonElement>(Payloads);
        foreach (var (type, came) in got.Payloads)
            if (more || Payloads.ContainsKey(type))
                payloads[type] = Merged(
                    PathOf(type), Payloads.GetValueOrDefault(type), came);
        return this with
        {
            Messages = messages ? Merged("messages", Messages, got.Messages) : Messages,
            Payloads = payloads,
        };

        JsonElement Merged(string path, JsonElement expected, JsonElement came) =>
            JsonElement.Parse(JsonText.Write(
                writer => comparison.Merge(writer, path, expected, came), indented: false));
    }

    private static string PathOf(string type) => Comparison.Below("payloads", type);

    private static JsonElement Array(IEnumerable<JsonElement> items) =>
        JsonSerializer.SerializeToElement(items);
}
