using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators;

/// <summary>An answer of the channel's API, before it goes out or is lost.</summary>
internal sealed record ApiAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Whether what was asked for has been done.</summary>
    public bool Done { get; init; } = true;

    public static ApiAnswer Json(JsonNode body, int status = StatusCodes.Status200OK) =>
        Json(body.ToJsonString(SimulatorJson.Options), status);

    public static ApiAnswer Json(string body, int status = StatusCodes.Status200OK) =>
        new(status, Encoding.UTF8.GetBytes(body)) { Done = status < 300 };

    public static ApiAnswer Error(int status, string code) =>
        Json(new JsonObject { ["error"] = code }, status);

    public static string Seconds(double seconds) =>
        seconds.ToString("0.###", CultureInfo.InvariantCulture);

    public async Task Write(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        await response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
    }
}
