using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Ingress.Admin;

/// <summary>Reads the bodies and writes the answers of the administration.</summary>
internal static class AdminAnswers
{
    private const int BodyMax = AdminOperation.JsonBodyMax;
    private const string ProblemType = "application/problem+json";

    /// <summary>Reads a body; null: it is not right, and the request is answered.</summary>
    public static async Task<T?> Read<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        // A form of a foreign page cannot send this type without asking the server first.
        if (!http.Request.HasJsonContentType())
            await Refuse(http, 415, "the body must be application/json");
        else if (await BodyReader.Read(http.Request, BodyMax) is not { } body)
            await Refuse(http, 413, $"the body is larger than {BodyMax} bytes");
        else
            try
            {
                return JsonSerializer.Deserialize(body.Span, type)
                    ?? throw new JsonException("null", "$", null, null);
            }
            catch (JsonException failure)
            {
                await Refuse(http, 400, $"the body is not the JSON asked for, at {failure.Path}");
            }
        return null;
    }

    public static Task Write<T>(
        HttpContext http, T document, JsonTypeInfo<T> type, int status = 200) =>
        Write(http, status, document, type, "application/json; charset=utf-8");

    /// <summary>JSON as it was written; null: it is none.</summary>
    public static JsonElement? Json(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            // What cannot be read can still be seen to be there.
            return null;
        }
    }

    public static Task Refuse(
        HttpContext http, int status, string detail, IReadOnlyList<string>? problems = null) =>
        Write(
            http,
            status,
            new ProblemDocument(ReasonPhrases.GetReasonPhrase(status), status, detail, problems),
            AdminJson.Readable.ProblemDocument,
            ProblemType);

    private static Task Write<T>(
        HttpContext http, int status, T document, JsonTypeInfo<T> type, string contentType)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return http.Response.WriteAsJsonAsync(document, type, contentType, http.RequestAborted);
    }
}
