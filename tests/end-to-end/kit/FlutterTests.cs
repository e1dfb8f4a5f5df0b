using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>
/// Tock's Flutter kit: what it sends, byte for byte, with the content encoding that is none. It
/// looks for <c>responses</c>, and in each for a card, a carousel, a widget, else a text; the
/// buttons of a card must be there.
/// </summary>
public sealed class FlutterTests(KitTalk talk) : IClassFixture<KitTalk>
{
    [Theory]
    [InlineData("salut", "text")]
    [InlineData("card", "card")]
    [InlineData("carousel", "carousel")]
    [InlineData("widget", "widget")]
    public async Task What_it_sends_gets_an_answer_that_it_can_show(string query, string member)
    {
        var (head, body) = await Send(query);
        Assert.StartsWith("HTTP/1.1 200 OK", head, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        var message = Assert.Single(json.RootElement.GetProperty("responses").EnumerateArray());
        Assert.True(message.TryGetProperty(member, out var shown), body);
        if (member == "card")
            Assert.Equal(JsonValueKind.Array, shown.GetProperty("buttons").ValueKind);
        if (member == "carousel")
            Assert.All(shown.EnumerateObject(), one => Assert.All(
                one.Value.EnumerateArray(), card => Assert.Equal(
                    JsonValueKind.Array, card.GetProperty("buttons").ValueKind)));
    }

    private async Task<(string Head, string Body)> Send(string query)
    {
        var stop = TestContext.Current.CancellationToken;
        var body = $$"""{"query":"{{query}}","userId":"test_flutter_app","locale":"fr"}""";
        string[] lines =
        [
            "POST /io/app/kit/web HTTP/1.1",
            "user-agent: Dart/2.10 (dart:io)",
            "content-type: application/json",
            "accept-encoding: gzip",
            $"content-length: {body.Length}",
            $"host: {talk.Address.Authority}",
            "content-encoding: charset=utf-8",
            "connection: close",
        ];
        using var socket = new TcpClient();
        await socket.ConnectAsync(talk.Address.Host, talk.Address.Port, stop);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n" + body), stop);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(stop);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (first, last) = (answer.IndexOf('{', end), answer.LastIndexOf('}'));
        return (answer[..end], answer[first..(last + 1)]);
    }
}
