using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Modals: https://docs.slack.dev/surfaces/modals.</summary>
internal sealed class SlackViews(SlackState state, SlackTriggers triggers)
{
    private const int TitleMax = 24;
    private const int StackMax = 3;
    private const int MetadataMax = 3_000;

    private readonly ConcurrentDictionary<string, JsonObject> open = new();

    public ApiAnswer Open(SlackArguments arguments) => Show(arguments, null);

    public ApiAnswer Push(SlackArguments arguments)
    {
        if (open.IsEmpty)
            return SlackReply.Error("view_not_found");
        return open.Count >= StackMax
            ? SlackReply.Error("push_limit_reached")
            : Show(arguments, open.Keys.Order(StringComparer.Ordinal).Last());
    }

    public ApiAnswer Update(SlackArguments arguments)
    {
        var id = arguments.Text("view_id")
            ?? open.Values.FirstOrDefault(view => arguments.Text("external_id") is { } external
                && $"{view["external_id"]}" == external)?["id"]?.GetValue<string>();
        if (id is null || !open.TryGetValue(id, out var before))
            return SlackReply.Error("not_found");
        if (arguments.Text("hash") is { } hash && hash != $"{before["hash"]}")
            return SlackReply.Error("hash_conflict");
        var (view, refusal) = Read(arguments);
        return refusal ?? SlackReply.Ok(new() { ["view"] = Put(view!, id, null).DeepClone() });
    }

    public JsonObject? Find(string id) =>
        open.TryGetValue(id, out var view) ? view.DeepClone().AsObject() : null;

    public IReadOnlyList<string> Ids => [.. open.Keys.Order(StringComparer.Ordinal)];

    public void Close(string id) => open.TryRemove(id, out _);

    /// <summary>
    /// What the bot's answer to a submission does: nothing said closes the view, errors keep it.
    /// </summary>
    public void Obey(string id, string? answer)
    {
        JsonObject? said = null;
        try
        {
            said = string.IsNullOrWhiteSpace(answer) ? null : JsonNode.Parse(answer) as JsonObject;
        }
        catch (JsonException)
        {
            // Slack shows the user an error and leaves the view as it is.
            return;
        }
        var view = said?["view"] as JsonObject;
        switch ($"{said?["response_action"]}")
        {
            case "errors":
                break;
            case "update" when view is not null:
                Put(view, id, null);
                break;
            case "push" when view is not null:
                Put(view, state.Ids.New("V"), id);
                break;
            case "clear":
                open.Clear();
                break;
            default:
                Close(id);
                break;
        }
    }

    private ApiAnswer Show(SlackArguments arguments, string? previous)
    {
        var (view, refusal) = Read(arguments);
        if (view is null)
            return refusal!;
        return triggers.Use(arguments.Text("trigger_id")).Problem is { } problem
            ? SlackReply.Error(problem)
            : SlackReply.Ok(new()
            {
                ["view"] = Put(view, state.Ids.New("V"), previous).DeepClone(),
            });
    }

    private JsonObject Put(JsonObject said, string id, string? previous)
    {
        var view = said.DeepClone().AsObject();
        foreach (var block in (view["blocks"] as JsonArray ?? []).OfType<JsonObject>())
            block["block_id"] ??= state.Ids.New("b");
        view["id"] = id;
        view["team_id"] = state.Options.TeamId;
        view["app_id"] = state.Options.AppId;
        view["bot_id"] = state.Options.BotId;
        view["state"] = new JsonObject { ["values"] = new JsonObject() };
        view["hash"] = state.Ids.Timestamp();
        view["previous_view_id"] = previous;
        view["root_view_id"] = previous ?? id;
        view["callback_id"] ??= "";
        view["private_metadata"] ??= "";
        open[id] = view;
        return view;
    }

    private static (JsonObject? View, ApiAnswer? Refusal) Read(SlackArguments arguments)
    {
        if (arguments.Element("view") is not { ValueKind: JsonValueKind.Object } view)
            return (null, SlackReply.Error("invalid_arguments"));
        var errors = new List<string>();
        if (Text(view, "type") is not "modal")
            errors.Add("must be `modal` [json-pointer:/view/type]");
        if (!view.TryGetProperty("title", out var title)
            || Text(title, "text") is not { Length: > 0 and <= TitleMax })
            errors.Add(
                $"must be less than {TitleMax + 1} characters [json-pointer:/view/title/text]");
        if (Text(view, "private_metadata") is { Length: > MetadataMax })
            errors.Add(
                $"must be less than {MetadataMax + 1} characters "
                + "[json-pointer:/view/private_metadata]");
        if (view.TryGetProperty("blocks", out var blocks))
            errors.AddRange(SlackBlocks.Errors(blocks, inView: true, "/view/blocks"));
        else
            errors.Add("missing required field: blocks [json-pointer:/view]");
        return errors.Count == 0
            ? (JsonNode.Parse(view.GetRawText())!.AsObject(), null)
            : (null, SlackReply.Error("invalid_arguments", errors));
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
}
