using System.Net;
using System.Text.Json.Nodes;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// Plays a channel from a record: each request must be the next one written down; anything else
/// that goes out, or goes to a host the connector did not name, fails the test.
/// </summary>
internal sealed class RecordedChannel(JsonArray exchanges, IReadOnlyList<string> hosts)
    : HttpMessageHandler
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private int next;
    private Exception? unexpected;

    /// <summary>Asserts that what was written down went out, and nothing else.</summary>
    /// <param name="where">The case.</param>
    /// <param name="outcome">What the connector made of it.</param>
    public void AssertAllWasAsked(string where, string outcome)
    {
        Assert.True(unexpected is null, $"{where}\n{unexpected?.Message}\noutcome  {outcome}");
        Assert.True(
            next == exchanges.Count,
            $"{where}\n{exchanges.Count} requests were to go out, {next} did\n"
            + $"outcome  {outcome}");
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        JsonNode exchange;
        try
        {
            exchange = await Next(request, cancellationToken);
        }
        catch (Exception wrong)
        {
            // Kept: a client may take whatever it catches for an unknown outcome.
            unexpected ??= wrong;
            throw;
        }
        return Answer(exchange["response"], (string?)exchange["fails"], request);
    }

    private async Task<JsonNode> Next(HttpRequestMessage request, CancellationToken stop)
    {
        Assert.True(next < exchanges.Count, $"unexpected {request.Method} {request.RequestUri}");
        var exchange = exchanges[next++]!;
        var expected = exchange["request"]!;
        Assert.Equal((string?)expected["method"] ?? "POST", request.Method.Method);
        Assert.Equal((string)expected["url"]!, request.RequestUri!.AbsoluteUri);
        Assert.True(
            hosts.Any(host => Covers(host, request.RequestUri)),
            $"{request.RequestUri.Authority} is not among the connector's hosts");
        foreach (var (name, value) in expected["headers"] as JsonObject ?? [])
            Assert.Equal((string)value!, Header(request, name));
        if (expected["body"] is { } body)
            Assert.Equal(
                CaseFolder.Text(body),
                CaseFolder.Text(CaseFolder.Value(
                    await request.Content!.ReadAsStringAsync(stop))));
        return exchange;
    }

    private static bool Covers(string host, Uri address) => host.StartsWith("*.", Ordinal)
        ? address.Authority.EndsWith(host[1..], Ordinal)
        : address.Authority == host;

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values)
        || (request.Content?.Headers.TryGetValues(name, out values) ?? false)
            ? string.Join(", ", values)
            : null;

    private static HttpResponseMessage Answer(
        JsonNode? response, string? fails, HttpRequestMessage request)
    {
        if (fails == "timeout")
            throw new TaskCanceledException("no answer in time");
        if (fails is not null)
            throw new HttpRequestException(fails == "refused"
                ? HttpRequestError.ConnectionError
                : HttpRequestError.ResponseEnded);
        var answer = new HttpResponseMessage((HttpStatusCode)((int?)response!["status"] ?? 200))
        {
            RequestMessage = request,
            Content = new StringContent(
                CaseFolder.Text(response["body"] ?? "")
                + new string(' ', (int?)response["padding"] ?? 0)),
        };
        foreach (var (name, value) in response["headers"] as JsonObject ?? [])
            if (!answer.Headers.TryAddWithoutValidation(name, (string)value!))
            {
                answer.Content.Headers.Remove(name);
                answer.Content.Headers.TryAddWithoutValidation(name, (string)value!);
            }
        return answer;
    }
}
