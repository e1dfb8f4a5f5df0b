using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>Makes suggestions and buttons that lead to an intent.</summary>
public static class Choose
{
    /// <summary>A suggestion that leads to an intent.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="title">What the user sees.</param>
    /// <param name="parameters">What <see cref="Turn.Parameter"/> gives back.</param>
    /// <exception cref="ArgumentException">A parameter starts with an underscore and is not one of
    /// <see cref="ChoicePayload.ReservedKeys"/>, or the payload is too long.</exception>
    public static Suggestion Intent(
        string intent, string title, params (string Key, string Value)[] parameters) =>
        new(title, Payload(intent, null, parameters));

    /// <summary>A suggestion that leads to a step of an intent's story.</summary>
    /// <inheritdoc cref="Intent(string, string, ValueTuple{string, string}[])"/>
    public static Suggestion Intent(
        string intent,
        string title,
        string? step,
        params (string Key, string Value)[] parameters) =>
        new(title, Payload(intent, step, parameters));

    /// <summary>A button that leads to an intent.</summary>
    /// <inheritdoc cref="Intent(string, string, ValueTuple{string, string}[])"/>
    public static Button Button(
        string intent, string title, params (string Key, string Value)[] parameters) =>
        new(title, Payload(intent, null, parameters));

    /// <summary>A button that leads to a step of an intent's story.</summary>
    /// <inheritdoc cref="Intent(string, string, ValueTuple{string, string}[])"/>
    public static Button Button(
        string intent,
        string title,
        string? step,
        params (string Key, string Value)[] parameters) =>
        new(title, Payload(intent, step, parameters));

    private static string Payload(
        string intent, string? step, (string Key, string Value)[] parameters)
    {
        var all = new List<KeyValuePair<string, string>>(parameters.Length + 1);
        if (step is not null)
            all.Add(new(ChoicePayload.StepKey, step));
        foreach (var (key, value) in parameters)
        {
            if (key.StartsWith('_') && !ChoicePayload.ReservedKeys.Contains(key))
                throw new ArgumentException(
                    $"The parameter '{key}' starts with an underscore, which is reserved.",
                    nameof(parameters));
            all.Add(new(key, value));
        }
        var payload = ChoicePayload.Format(intent, all);
        return payload.Length <= Bounds.PayloadMax ? payload : throw new ArgumentException(
            $"The payload for '{intent}' is longer than {Bounds.PayloadMax} characters.",
            nameof(parameters));
    }
}
