using System.Text.Json;
using TockOrleans.Ingress.Endpoints;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Reads what a PUT says. A setting is a text, a number or a flag; null, or a secret as a GET
/// shows it (<c>{"set":true}</c>), leaves it as it is.
/// </summary>
internal static class EndpointDrafts
{
    public const string IsSet = "set";

    private const int SettingsMax = 256;

    public static EndpointDraft Read(EndpointChange change)
    {
        var problems = new List<string>();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var kept = new List<string>();
        if (change.Settings is { Count: > SettingsMax })
            problems.Add($"settings has more than {SettingsMax} members");
        else
            foreach (var (name, value) in change.Settings ?? [])
                if (!settings.TryAdd(name, null))
                    problems.Add($"settings:{name} is there twice");
                else if (IsKept(value))
                    kept.Add(name);
                else if (TryText(value, out var text))
                    settings[name] = text;
                else
                    problems.Add($"settings:{name} must be a text, a number, true, false or null");
        return new EndpointDraft(change.Type ?? "", settings, kept, problems);
    }

    private static bool IsKept(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.GetPropertyCount() == 1
        && value.TryGetProperty(IsSet, out var isSet)
        && isSet.ValueKind is JsonValueKind.True or JsonValueKind.False;

    internal static bool TryText(JsonElement value, out string? text)
    {
        text = null;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                text = value.GetRawText();
                return true;
            case JsonValueKind.String:
                try
                {
                    text = value.GetString();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    // Half a surrogate pair is no text.
                    return false;
                }
            default:
                return false;
        }
    }
}
