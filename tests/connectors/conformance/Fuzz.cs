using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// Hostile requests, the same in every run: recorded ones broken, and pure noise.
/// </summary>
internal sealed class Fuzz(int seed, IReadOnlyList<WebhookRequest> recorded)
{
    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "X"];

    private static readonly string[] Paths =
        ["", "healthcheck", "sse", "sse/direct", "..", "%2e%2e/x", "a/b/c", "ünï", "\0"];

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-", "1e400", "-0",
        "99999999999999999999999999999999", "\\ud800", "\\u0000", "\u2028", "\uFEFF", "\r\n",
        "&", "=", "%", "%zz", "<", "&amp;", "__proto__", "\"userId\":", "\"a\":{", "'",
    ];

    private static readonly string?[] HeaderValues =
    [
        null, "", " ", "Bearer ", "Bearer a.b.c", "sha256=", "sha256=zz", "v0=00",
        "999999999999999999999", "-1", "\u0000", "ünï", new('a', 10_000), "application/json",
        "gzip", "https://evil.example/",
    ];

    private static readonly byte[][] Deep =
    [
        Encoding.UTF8.GetBytes(new string('[', 100_000)),
        Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))),
        Encoding.UTF8.GetBytes("{\"userId\":\"" + new string('u', 500_000) + "\",\"query\":\"x\"}"),
        Encoding.UTF8.GetBytes("{\"query\":" + new string('9', 100_000) + "}"),
    ];

    private readonly Random random = new(seed);

    public IEnumerable<WebhookRequest> Requests(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i < Deep.Length ? Make(Deep[i]) : Make(Body());
    }

    private WebhookRequest Make(byte[] body)
    {
        var whole = recorded.Count > 0 ? recorded[random.Next(recorded.Count)] : null;
        var odd = whole is null || random.Next(8) == 0;
        return new WebhookRequest(
            "fuzz",
            odd ? Pick(Methods) : whole!.Method,
            odd ? Pick(Paths) : whole!.Path,
            odd ? Encoding.Latin1.GetString(Noise(40)) : whole!.Query,
            odd ? new Uri("https://bot.example/x?y=%ff") : whole!.Url,
            body,
            odd ? _ => HeaderValues[random.Next(HeaderValues.Length)] : whole!.Header);
    }

    private byte[] Body()
    {
        if (recorded.Count == 0 || random.Next(4) == 0)
            return Noise(200);
        var body = recorded[random.Next(recorded.Count)].Body.ToArray().ToList();
        for (var edits = random.Next(1, 6); edits > 0 && body.Count > 0; edits--)
            Edit(body);
        return [.. body];
    }

    private void Edit(List<byte> body)
    {
        var at = random.Next(body.Count);
        switch (random.Next(5))
        {
            case 0:
                body[at] = (byte)random.Next(256);
                break;
            case 1:
                body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                break;
            case 2:
                body.InsertRange(at, Encoding.UTF8.GetBytes(Pick(Fragments)));
                break;
            case 3:
                body.InsertRange(
                    at, body.Skip(random.Next(body.Count)).Take(random.Next(40)).ToArray());
                break;
            default:
                body.RemoveRange(at, body.Count - at);
                break;
        }
    }

    private byte[] Noise(int max)
    {
        var noise = new byte[random.Next(max)];
        random.NextBytes(noise);
        return noise;
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
