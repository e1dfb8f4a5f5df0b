using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>
/// What a user does: says a text, presses what has a payload, or any other event of the model.
/// </summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Value">A string, or an event's object.</param>
internal sealed record UserAct(string Kind, JsonElement Value)
{
    public const string Text = "text";
    public const string Payload = "payload";
    public const string Event = "event";

    private const char Mark = '!';

    public static IReadOnlyList<string> Kinds { get; } = [Text, Payload, Event];

    /// <summary>
    /// Reads what stands on a line: <c>!2</c> presses the second choice, <c>!{…}</c> is an event,
    /// <c>!…</c> a payload, <c>!!…</c> a text with a mark before it, all else a text.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="choices">What the bot offered last.</param>
    /// <exception cref="Refusal">There is no such choice, or it is no JSON.</exception>
    public static UserAct Read(string line, IReadOnlyList<Choice> choices)
    {
        if (line.Length == 0 || line[0] != Mark)
            return Of(Text, line);
        var rest = line[1..];
        if (rest.Length == 0)
            throw new Refusal(ExitCodes.Usage, "after ! comes a number, a payload or an event");
        if (rest.All(char.IsAsciiDigit))
            return int.TryParse(rest, out var number) && number > 0 && number <= choices.Count
                ? choices[number - 1].Press()
                : throw new Refusal(
                    ExitCodes.Usage, $"there is no choice {rest} in the last answer");
        return rest[0] switch
        {
            Mark => Of(Text, rest),
            '{' => new UserAct(Event, Json(rest)),
            _ => Of(Payload, rest),
        };
    }

    public static UserAct Of(string kind, string value) =>
        new(kind, JsonSerializer.SerializeToElement(value));

    /// <summary>As a person reads it: <c>text "hello"</c>.</summary>
    public override string ToString() => $"{Kind} {JsonText.Line(Value)}";

    private static JsonElement Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException failure)
        {
            throw new Refusal(ExitCodes.Usage, $"the event is no JSON: {failure.Message}");
        }
    }
}
