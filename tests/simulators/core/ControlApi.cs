using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators;

/// <summary>
/// Drives a simulator in a process of its own: <c>/_sim/…</c>, JSON. What there is:
/// tests/simulators/README.md.
/// </summary>
internal sealed class ControlApi(Simulator simulator)
{
    private const string Prefix = "/_sim/";
    private const int PageMax = 10_000;

    /// <summary>What answers a path; null: it is no path of the control API.</summary>
    public Func<ApiCall, ApiAnswer>? Find(string path) =>
        !path.StartsWith(Prefix, StringComparison.Ordinal)
            ? null
            : call => Guard(call, path[Prefix.Length..]);

    private ApiAnswer Guard(ApiCall call, string what)
    {
        try
        {
            return Answer(call, what);
        }
        catch (Exception problem) when (problem is ArgumentException or JsonException
            or InvalidOperationException or FormatException)
        {
            return ApiAnswer.Error(StatusCodes.Status400BadRequest, problem.Message);
        }
    }

    private ApiAnswer Answer(ApiCall call, string what) => (call.Http.Request.Method, what) switch
    {
        ("GET", "settings") => Show(simulator.Settings),
        ("GET", "stats") => Show(simulator.Stats()),
        ("GET", "messages") => Show(Page(call.Http.Request.Query)),
        ("GET", "conversations") => Show(simulator.Messages.Conversations),
        ("DELETE", "messages") => Then(simulator.Messages.Clear, () => "cleared"),
        ("GET", "deliveries") => Show(Deliveries(call.Http.Request.Query["id"])),
        ("GET", "faults") => Show(simulator.Faults.Rules),
        ("POST", "faults") => Then(
            () => simulator.Faults.Use(Read<FaultRule[]>(call)), () => simulator.Faults.Rules),
        ("POST", "script") => Then(
            () => simulator.Faults.Script(Read<FaultRule?[]>(call)), () => "scripted"),
        ("DELETE", "faults") => Then(simulator.Faults.Clear, () => "cleared"),
        ("GET", "noise") => Show(simulator.Webhook.Noise),
        ("POST", "noise") => Then(
            () => simulator.Webhook.Noise = Read<WebhookNoise>(call),
            () => simulator.Webhook.Noise),
        ("POST", "webhook") => Then(
            () => simulator.Webhook.Url = new(Read<JsonObject>(call)["url"]!.GetValue<string>()),
            () => "set"),
        ("POST", "send") => Show(simulator.Act(Read<JsonObject>(call))),
        _ => ApiAnswer.Error(StatusCodes.Status404NotFound, "see tests/simulators/README.md"),
    };

    private IReadOnlyList<RecordedMessage> Page(IQueryCollection query)
    {
        var since = query["since"] is [{ } from]
            ? long.Parse(from, CultureInfo.InvariantCulture)
            : 0;
        return query["conversation"] is [{ } conversation]
            ? [.. simulator.Messages.Of(conversation)
                .Where(message => message.Sequence > since).Take(PageMax)]
            : simulator.Messages.Since(since, PageMax);
    }

    private IEnumerable<WebhookDelivery> Deliveries(string? id) => simulator.Webhook.Deliveries
        .Where(delivery => id is null || delivery.Id == id).TakeLast(PageMax);

    private static ApiAnswer Show(object value) =>
        ApiAnswer.Json(JsonSerializer.Serialize(value, SimulatorJson.Options));

    private static ApiAnswer Then(Action act, Func<object> then)
    {
        act();
        return Show(then());
    }

    private static T Read<T>(ApiCall call) =>
        JsonSerializer.Deserialize<T>(call.Body.Span, SimulatorJson.Options)
        ?? throw new ArgumentException("null is no value");
}
