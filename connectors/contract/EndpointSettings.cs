using System.Collections.Frozen;
using System.Globalization;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// What one endpoint was told, checked against its connector's description: every value has the
/// kind and the bounds its field declares, defaults are filled in.
/// </summary>
public sealed class EndpointSettings
{
    private readonly FrozenDictionary<string, string> values;

    private EndpointSettings(EndpointId endpoint, FrozenDictionary<string, string> values) =>
        (Endpoint, this.values) = (endpoint, values);

    /// <summary>The endpoint.</summary>
    public EndpointId Endpoint { get; }

    /// <summary>Checks given values and fills in defaults.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="fields">The connector's fields.</param>
    /// <param name="given">The values by name; names are compared without case.</param>
    /// <param name="path">Where they stand, for the messages.</param>
    /// <param name="problems">What is wrong, each with its path; values are never in it.</param>
    /// <returns>The settings; null where there are problems.</returns>
    public static EndpointSettings? Create(
        EndpointId endpoint,
        IReadOnlyList<SettingField> fields,
        IReadOnlyDictionary<string, string?> given,
        string path,
        out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var named = new Dictionary<string, string?>(given, StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            var value = named.Remove(field.Name, out var text) && !string.IsNullOrEmpty(text)
                ? text
                : field.Default;
            if (value is null && field.Required)
                found.Add($"{path}:{field.Name} is required ({field.Title}: {field.Help})");
            else if (value is not null && Problem(field, value) is { } problem)
                found.Add($"{path}:{field.Name} {problem}");
            else if (value is not null)
                taken[field.Name] = value;
        }
        found.AddRange(named.Keys.Select(name =>
            $"{path}:{name} is unknown; known are "
            + string.Join(", ", fields.Select(field => field.Name))));
        problems = found;
        return found.Count > 0
            ? null
            : new EndpointSettings(
                endpoint, taken.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>A text; null where it was not given and has no default.</summary>
    public string? Text(SettingField field) => values.GetValueOrDefault(field.Name);

    /// <summary>A required text.</summary>
    public string Required(SettingField field) => values[field.Name];

    /// <summary>A number; 0 where it was not given and has no default.</summary>
    public int Number(SettingField field) =>
        values.TryGetValue(field.Name, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>A switch; off where it was not given and has no default.</summary>
    public bool Flag(SettingField field) =>
        values.TryGetValue(field.Name, out var text) && bool.Parse(text);

    /// <summary>The values of a list, trimmed; empty where it was not given.</summary>
    public IReadOnlyList<string> List(SettingField field) =>
        values.TryGetValue(field.Name, out var text) ? Split(text) : [];

    private static string[] Split(string text) => text.Split(
        ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Problem(SettingField field, string value) => field.Kind switch
    {
        SettingKind.Number when !int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            || number < field.Min || number > field.Max =>
            $"must be a whole number from {field.Min} to {field.Max}",
        SettingKind.Boolean when !bool.TryParse(value, out _) => "must be true or false",
        SettingKind.Url when !Uri.TryCreate(value, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) =>
            "must be an absolute http or https address",
        SettingKind.Number or SettingKind.Boolean => null,
        _ when value.Length < field.Min || value.Length > field.Max =>
            $"must have {field.Min} to {field.Max} characters",
        SettingKind.List when field.Choices is { } choices
            && Split(value).Any(item => !choices.Contains(item, StringComparer.Ordinal)) =>
            $"may hold only {string.Join(", ", choices)}",
        SettingKind.Text when field.Choices is { } choices
            && !choices.Contains(value, StringComparer.Ordinal) =>
            $"must be one of {string.Join(", ", choices)}",
        _ => null,
    };
}
