using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Takes a file of a broadcast's recipients, streamed: a million lines are not held in memory. A
/// file with a line that is not right changes nothing.
/// </summary>
public sealed class AudienceAdmin(IProactive proactive) : IDisposable
{
    /// <summary>The largest file, in bytes.</summary>
    internal const long FileMax = 512L << 20;
    private const int ProblemsMax = 100;
    private const int UploadsMax = 4;

    private readonly SemaphoreSlim uploads = new(UploadsMax);

    /// <inheritdoc/>
    public void Dispose() => uploads.Dispose();

    internal async Task Put(HttpContext http, BroadcastId id)
    {
        if (IsJson(http.Request.ContentType) is not { } isJson)
            await AdminAnswers.Refuse(
                http,
                415,
                "the body must be text/plain or text/csv with an id a line, or"
                + " application/x-ndjson");
        else if (await proactive.Broadcast(id).Get() is not { } progress)
            await BroadcastAdmin.Refuse(http, BroadcastAnswer.Missing);
        else if (!await uploads.WaitAsync(0))
            await AdminAnswers.Refuse(
                http, 503, $"{UploadsMax} files are taken at the moment: try again");
        else
            try
            {
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is
                    { IsReadOnly: false } size)
                    size.MaxRequestBodySize = FileMax;
                await Take(http, id, progress.Plan.Endpoints, isJson);
            }
            finally
            {
                uploads.Release();
            }
    }

    private async Task Take(
        HttpContext http, BroadcastId id, IReadOnlyList<string> endpoints, bool isJson)
    {
        var upload = new AudienceUpload(proactive.Broadcast(id));
        var answer = await upload.Begin();
        if (answer.Status != BroadcastAnswerStatus.Done)
        {
            await BroadcastAdmin.Refuse(http, answer);
            return;
        }
        var kept = false;
        try
        {
            if (!await Read(http, id, upload, endpoints, isJson))
                return;
            answer = await upload.Keep();
            kept = answer.Status == BroadcastAnswerStatus.Done;
            await (kept
                ? AdminAnswers.Write(
                    http,
                    new AudienceDocument(answer.Number, upload.Duplicates),
                    ProactiveJson.Readable.AudienceDocument)
                : BroadcastAdmin.Refuse(http, answer));
        }
        finally
        {
            if (!kept)
                await upload.GiveUp();
        }
    }

    // False: something was not right, and the request is answered.
    private static async Task<bool> Read(
        HttpContext http,
        BroadcastId id,
        AudienceUpload upload,
        IReadOnlyList<string> endpoints,
        bool isJson)
    {
        var @default = http.Request.Query["endpoint"].ToString() is { Length: > 0 } named
            ? named
            : endpoints.Count == 1 ? endpoints[0] : null;
        List<string> problems = [];
        var bad = 0;
        await foreach (var line in AudienceLines.Read(
            http.Request.BodyReader, isJson, http.RequestAborted))
            if (Session(id, line, @default, endpoints, out var problem) is not { } session)
            {
                if (bad++ < ProblemsMax)
                    problems.Add((line with { Problem = problem }).ToString());
            }
            else if (bad == 0 && await upload.Add(session) is { } refused)
            {
                await BroadcastAdmin.Refuse(http, refused);
                return false;
            }
        if (bad > 0)
            await AdminAnswers.Refuse(
                http,
                400,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bad} lines are not right; nothing was changed"),
                problems);
        return bad == 0;
    }

    private static SessionId? Session(
        BroadcastId id,
        AudienceLines.Line line,
        string? @default,
        IReadOnlyList<string> endpoints,
        out string? problem)
    {
        var endpoint = line.Endpoint ?? @default;
        problem = line.Problem
            ?? (endpoint is null ? "it names none of the endpoints"
                : !endpoints.Contains(endpoint) ? "its endpoint is not one of the broadcast's"
                : null);
        if (problem is not null)
            return null;
        if (SessionId.TryCreate(
            new EndpointId(id.Namespace, id.Bot, endpoint!),
            line.User,
            line.Thread,
            out var session))
            return session;
        problem = $"user and thread must have 1 to {SessionId.PartMax} characters";
        return null;
    }

    private static bool? IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "application/x-ndjson" or "application/jsonl" => true,
            "text/plain" or "text/csv" => false,
            _ => null,
        };
}
