using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Uploads files in Slack's three steps: https://docs.slack.dev/messaging/working-with-files. The
/// last one commits: what was uploaded before it is discarded where it does not come, so no attempt
/// that ends earlier is ambiguous. The bytes go through, and are never all in memory.
/// </summary>
internal static class SlackUploads
{
    /// <summary>The largest file that is uploaded, in bytes; larger ones are links.</summary>
    private const long BytesMax = 20_000_000;

    private const string OctetStream = "application/octet-stream";

    /// <summary>Uploads once.</summary>
    /// <param name="upload">The file, and where it goes.</param>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="token">The token.</param>
    /// <param name="scope">Whom a limit is for.</param>
    /// <param name="http">The client.</param>
    /// <param name="stop">Cancels the calls.</param>
    /// <returns>The outcome; null: it cannot be uploaded, neither now nor later.</returns>
    public static async Task<DeliveryOutcome?> Send(
        SlackUpload upload,
        EndpointSettings settings,
        string token,
        string scope,
        HttpClient http,
        CancellationToken stop)
    {
        using var source = await Fetch(upload.Source, settings, http, stop);
        if (source?.Content.Headers.ContentLength is not (> 0 and <= BytesMax and var length))
            return null;
        var (place, problem) = await Begin(upload, length, settings, token, scope, http, stop);
        if (place is null)
            return problem;
        if (await Put(source.Content, length, place.Url, http, stop) is { } failure)
            return failure is DeliveryOutcome.RetryAfter ? failure : null;
        using var request = SlackClient.Request(
            SlackSettings.Address(settings, SlackCall.CompleteUpload),
            upload.Complete(place.File),
            token);
        var reply = await SlackReply.Ask(http, request, SlackAnswer.Read, stop);
        var outcome = reply.Failure ?? SlackOutcomes.Of(
            SlackCall.CompleteUpload, reply.Status, reply.After, scope, reply.Answer);
        return outcome is DeliveryOutcome.Rejected ? null : outcome;
    }

    /// <summary>Opens the file, without a token; null: it cannot be had.</summary>
    private static async Task<HttpResponseMessage?> Fetch(
        string address, EndpointSettings settings, HttpClient http, CancellationToken stop)
    {
        if (InlineFile.Is(address))
            return Open(address);
        // The settings may have become others since the payload was written.
        var source = new Uri(address);
        if (!SlackSettings.IsOwnFile(settings, source))
            return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, source);
            var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.StatusCode == HttpStatusCode.OK)
                return response;
            response.Dispose();
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    // What stands in the message is had as if it had been fetched.
    private static HttpResponseMessage? Open(string inline)
    {
        if (InlineFile.Read(inline, out var mime) is not { } bytes)
            return null;
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", mime);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    /// <summary>
    /// Asks where to upload to. Nothing is shown to anybody yet, so an answer that does not come is
    /// asked for again.
    /// </summary>
    private static async Task<(Place? Place, DeliveryOutcome? Problem)> Begin(
        SlackUpload upload,
        long length,
        EndpointSettings settings,
        string token,
        string scope,
        HttpClient http,
        CancellationToken stop)
    {
        using var request = SlackClient.Post(
            SlackSettings.Address(settings, SlackCall.BeginUpload),
            new FormUrlEncodedContent(
                upload.Begin(length.ToString(CultureInfo.InvariantCulture))),
            token);
        var reply = await SlackReply.Ask(http, request, Place.Read, stop);
        var outcome = reply.Failure ?? SlackOutcomes.Of(
            SlackCall.BeginUpload, reply.Status, reply.After, scope, reply.Answer?.Answer);
        return outcome switch
        {
            DeliveryOutcome.Accepted => (Usable(reply.Answer, settings), null),
            DeliveryOutcome.Unknown => (null, new DeliveryOutcome.RetryAfter()),
            DeliveryOutcome.Rejected => (null, null),
            _ => (null, outcome),
        };
    }

    private static Place? Usable(Place? place, EndpointSettings settings) =>
        place is { File.Length: > 0 } && SlackSettings.Serves(settings, place.Url) ? place : null;

    /// <summary>Uploads the bytes; null: Slack has them.</summary>
    private static async Task<DeliveryOutcome?> Put(
        HttpContent source, long length, Uri to, HttpClient http, CancellationToken stop)
    {
        using var content = new StreamContent(await source.ReadAsStreamAsync(stop));
        content.Headers.ContentLength = length;
        content.Headers.ContentType = new MediaTypeHeaderValue(
            source.Headers.ContentType?.MediaType ?? OctetStream);
        // The address is the proof; it gets no token.
        using var request = SlackClient.Post(to, content, token: null);
        var reply = await SlackReply.Ask(http, request, _ => "", stop);
        return reply switch
        {
            { Failure: { } failure } => failure,
            { Status: HttpStatusCode.OK } => null,
            { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } =>
                new DeliveryOutcome.RetryAfter(reply.After),
            _ => new DeliveryOutcome.Rejected($"http {(int)reply.Status}"),
        };
    }

    /// <summary>Where a file is uploaded to.</summary>
    private sealed record Place(SlackAnswer Answer, Uri Url, string File)
    {
        private static readonly Uri Nowhere = new("about:blank");

        public static Place? Read(ReadOnlyMemory<byte> body)
        {
            if (SlackAnswer.Read(body) is not { } answer)
                return null;
            var json = JsonElement.Parse(body.Span);
            return new Place(
                answer,
                Uri.TryCreate(json.Text("upload_url"), UriKind.Absolute, out var url)
                    ? url
                    : Nowhere,
                SlackFields.AsId(json.Text("file_id")) ?? "");
        }
    }
}
