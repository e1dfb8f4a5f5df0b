using System.Globalization;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Errors of the Graph API:
/// https://developers.facebook.com/docs/messenger-platform/error-codes.
/// </summary>
internal static class MessengerErrors
{
    private const double SecondsPerMinute = 60;

    public static ApiAnswer Of(int code, int? subcode, string message, int status = 400)
    {
        var error = new JsonObject
        {
            ["message"] = $"(#{code.ToString(CultureInfo.InvariantCulture)}) {message}",
            ["type"] = "OAuthException",
            ["code"] = code,
        };
        if (subcode is { } more)
            error["error_subcode"] = more;
        error["fbtrace_id"] = "Asimulated";
        return ApiAnswer.Json(new JsonObject { ["error"] = error }, status);
    }

    public static ApiAnswer BadParameter(string message, int? subcode = null) =>
        Of(100, subcode, message);

    public static ApiAnswer BadToken() => Of(
        190, 460, "Error validating access token: The session has been invalidated.",
        StatusCodes.Status401Unauthorized);

    public static ApiAnswer OutsideWindow() => Of(
        10, 2018278, "This message is sent outside of allowed window.",
        StatusCodes.Status403Forbidden);

    /// <summary>
    /// Too many calls; the time is told in minutes, here in parts of them, for tests have none.
    /// </summary>
    public static ApiAnswer TooMany(string page, double seconds)
    {
        var usage = new JsonObject
        {
            [page] = new JsonArray(new JsonObject
            {
                ["type"] = "messenger",
                ["call_count"] = 100,
                ["total_cputime"] = 25,
                ["total_time"] = 25,
                ["estimated_time_to_regain_access"] = seconds / SecondsPerMinute,
            }),
        };
        return Of(613, null, "Calls to this api have exceeded the rate limit.") with
        {
            Headers = [("X-Business-Use-Case-Usage", usage.ToJsonString(SimulatorJson.Options))],
        };
    }
}
