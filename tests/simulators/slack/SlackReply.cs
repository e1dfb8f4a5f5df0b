using System.Globalization;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Answers of the Web API: HTTP 200 also when it is an error.</summary>
internal static class SlackReply
{
    public static ApiAnswer Ok(JsonObject? body = null)
    {
        var all = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in body?.ToArray() ?? [])
        {
            body!.Remove(name);
            all[name] = value;
        }
        return ApiAnswer.Json(all);
    }

    public static ApiAnswer Error(string code, params IReadOnlyList<string> details)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = code };
        if (details.Count > 0)
        {
            body["errors"] = new JsonArray([.. details.Select(text => JsonValue.Create(text))]);
            body["response_metadata"] = new JsonObject
            {
                ["messages"] = new JsonArray(
                    [.. details.Select(text => JsonValue.Create($"[ERROR] {text}"))]),
            };
        }
        return ApiAnswer.Json(body) with { Done = false };
    }

    /// <summary>Slack's waits are whole seconds.</summary>
    public static ApiAnswer TooMany(double seconds) => Error("ratelimited") with
    {
        Status = StatusCodes.Status429TooManyRequests,
        Headers =
        [
            (
                "Retry-After",
                Math.Ceiling(seconds).ToString("F0", CultureInfo.InvariantCulture)
            ),
        ],
    };
}
