using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>Reads plans, strictly: a word that is misspelt would else test nothing.</summary>
internal static class PlanReader
{
    public const string VersionMember = "version";
    public const string NameMember = "name";
    public const string BotMember = "bot";
    public const string LocaleMember = "locale";
    public const string IgnoreMember = "ignore";
    public const string StepsMember = "steps";
    public const string MessagesMember = "messages";
    public const string PayloadsMember = "payloads";

    /// <summary>The most steps.</summary>
    public const int StepsMax = 1_000;

    // Answers stand deeper in a plan than they came.
    private const int DepthMax = 128;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = DepthMax,
    };

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="FormatException">They are no plan; it says where and why.</exception>
    public static TestPlan Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var json = document.RootElement.Clone();
            CheckTexts(json);
            return Plan(json);
        }
        catch (JsonException failure)
        {
            throw new FormatException($"it is no JSON: {failure.Message}", failure);
        }
        catch (InvalidOperationException failure)
        {
            throw new FormatException("it has a text that is not Unicode", failure);
        }
    }

    private static TestPlan Plan(JsonElement json)
    {
        Must(json.ValueKind == JsonValueKind.Object, "", "is no object");
        // First of all: of another version nothing else is known.
        Must(
            json.Member(VersionMember) is { ValueKind: JsonValueKind.Number } version
                && version.TryGetInt32(out var number) && number == TestPlan.Version,
            VersionMember,
            $"is not {TestPlan.Version}, the only one this tool knows");
        Only(
            json, "", VersionMember, NameMember, BotMember, LocaleMember, IgnoreMember,
            StepsMember);
        var bot = Required(json, BotMember);
        Must(
            bot.Split('/') is [{ Length: > 0 }, { Length: > 0 }], BotMember,
            "is not of the form namespace/bot");
        var ignore = Strings(json.Member(IgnoreMember), IgnoreMember);
        _ = new Comparison(ignore);
        var steps = json.Member(StepsMember);
        Must(
            steps.ValueKind == JsonValueKind.Array && steps.GetArrayLength() is > 0 and <= StepsMax,
            StepsMember,
            $"are not 1 to {StepsMax} steps");
        return new TestPlan(
            Required(json, NameMember),
            bot,
            json.Member(LocaleMember).ValueKind == JsonValueKind.Undefined
                ? null
                : Required(json, LocaleMember),
            ignore,
            [.. steps.EnumerateArray().Select((step, at) => Step(step, $"{StepsMember}[{at}]"))]);
    }

    private static PlanStep Step(JsonElement json, string path)
    {
        Must(json.ValueKind == JsonValueKind.Object, path, "is no object");
        Only(json, path, [.. UserAct.Kinds, MessagesMember, PayloadsMember]);
        var acts = UserAct.Kinds
            .Where(kind => json.Member(kind).ValueKind != JsonValueKind.Undefined)
            .Select(kind => new UserAct(kind, json.Member(kind))).ToArray();
        Must(
            acts is [var act] && act.Value.ValueKind == (act.Kind == UserAct.Event
                ? JsonValueKind.Object
                : JsonValueKind.String),
            path,
            "has not one of text (a string), payload (a string) and event (an object)");
        var messages = json.Member(MessagesMember);
        Must(
            messages.ValueKind == JsonValueKind.Array, $"{path}.{MessagesMember}", "is no array");
        var payloads = json.Member(PayloadsMember);
        Must(
            payloads.ValueKind == JsonValueKind.Undefined
                || (payloads.ValueKind == JsonValueKind.Object && payloads.EnumerateObject()
                    .All(one => one.Value.ValueKind == JsonValueKind.Array
                        && !one.Name.Any(char.IsUpper))),
            $"{path}.{PayloadsMember}",
            "is no object with an array for each connector type, in lower case");
        return new PlanStep(
            acts[0],
            messages,
            payloads.ValueKind == JsonValueKind.Undefined
                ? new Dictionary<string, JsonElement>()
                : payloads.EnumerateObject().ToDictionary(one => one.Name, one => one.Value));
    }

    private static string Required(JsonElement json, string name)
    {
        Must(json.Text(name) is { Length: > 0 }, name, "is no text, or empty");
        return json.Text(name)!;
    }

    private static string[] Strings(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Undefined)
            return [];
        Must(
            json.ValueKind == JsonValueKind.Array
                && json.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String),
            path,
            "is no array of texts");
        return [.. json.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static void Only(JsonElement json, string path, params string[] names)
    {
        foreach (var member in json.EnumerateObject())
            Must(
                names.Contains(member.Name),
                path.Length == 0 ? member.Name : $"{path}.{member.Name}",
                "is nothing a plan has");
    }

    // Half a surrogate pair throws where it is read: here, not in the middle of a run.
    private static void CheckTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    CheckTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    CheckTexts(member.Value);
                }
                break;
        }
    }

    private static void Must(bool holds, string path, string otherwise)
    {
        if (!holds)
            throw new FormatException(path.Length == 0 ? $"it {otherwise}" : $"{path} {otherwise}");
    }
}
