using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Looks after the page: after an hour of failures Meta takes the app off it, and tells nobody but
/// a mailbox; and what users see before they write (greeting, menu …) is set by calls, too.
/// https://developers.facebook.com/docs/messenger-platform/webhooks#webhook-disabled
/// https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api
/// </summary>
internal sealed class MessengerUpkeep : IUpkeep
{
    private const string Fields = "subscribed_fields";

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(10);

    public async Task<UpkeepReport> Look(
        ChannelCall call, DateTimeOffset now, HttpClient http, CancellationToken stop)
    {
        var subscribed = await Subscribe(call, http, stop);
        var shown = subscribed.Problem is null
            ? await Show(call, http, stop)
            : new UpkeepReport();
        string?[] done = [subscribed.Done, shown.Done];
        var all = string.Join(", ", done.Where(one => one is not null));
        return new UpkeepReport(
            subscribed.Problem ?? shown.Problem, all.Length > 0 ? all : null);
    }

    private static async Task<UpkeepReport> Subscribe(
        ChannelCall call, HttpClient http, CancellationToken stop)
    {
        var path = $"{call.Settings.Required(MessengerSettings.PageId)}/subscribed_apps";
        using var question = MessengerGraph.Get(call, path);
        var reply = await MessengerReply.Ask(http, question, stop);
        if (Problem(reply) is { } problem)
            return new UpkeepReport($"subscription not known: {problem}");
        var wanted = call.Settings.List(MessengerSettings.SubscribedFields);
        if (wanted.All(Subscribed(reply.Answer!.Value, call).Contains))
            return new UpkeepReport();
        var body = new JsonObject { [Fields] = string.Join(',', wanted) };
        using var request = MessengerGraph.Post(call, path, body);
        return Problem(await MessengerReply.Ask(http, request, stop)) is { } refused
            ? new UpkeepReport($"not subscribed: {refused}")
            : new UpkeepReport(Done: "subscribed");
    }

    /// <summary>What our app is subscribed to; nothing where it is off the page.</summary>
    private static HashSet<string> Subscribed(JsonElement answer, ChannelCall call)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var app in answer.Items("data"))
            if (app.Id("id") == call.Settings.Required(MessengerSettings.AppId))
                foreach (var field in app.Items(Fields))
                    if (field.ValueKind == JsonValueKind.String)
                        fields.Add(field.GetString()!);
        return fields;
    }

    private static async Task<UpkeepReport> Show(
        ChannelCall call, HttpClient http, CancellationToken stop)
    {
        var (wanted, wrong) = MessengerGreeting.Of(call.Settings);
        if (wrong is not null || wanted.Count == 0)
            return new UpkeepReport(wrong);
        var path = $"{call.Settings.Required(MessengerSettings.PageId)}/messenger_profile";
        var names = string.Join(',', wanted.Select(member => member.Key));
        using var question = MessengerGraph.Get(call, path, $"fields={names}");
        var reply = await MessengerReply.Ask(http, question, stop);
        if (Problem(reply) is { } problem)
            return new UpkeepReport($"profile not known: {problem}");
        var found = JsonNode.Parse(reply.Answer!.Value.GetRawText())?["data"] as JsonArray;
        if (MessengerGreeting.Covers(found?.FirstOrDefault(), wanted))
            return new UpkeepReport();
        using var request = MessengerGraph.Post(call, path, wanted);
        return Problem(await MessengerReply.Ask(http, request, stop)) is { } refused
            ? new UpkeepReport($"profile not set: {refused}")
            : new UpkeepReport(Done: "profile set");
    }

    /// <summary>Why an answer is none; null: it is one.</summary>
    private static string? Problem(MessengerReply reply) => reply switch
    {
        { Failure: not null } => "no answer",
        _ when MessengerOutcomes.ErrorOf(reply) is { } error => MessengerOutcomes.Name(error),
        { Answer: null } => $"http {(int)reply.Status}",
        _ => null,
    };
}
