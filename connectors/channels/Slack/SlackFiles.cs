using System.Net;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Fetches files of users: https://docs.slack.dev/reference/objects/file-object. It takes the scope
/// <c>files:read</c>. The token goes to Slack's own hosts only, and no redirect is followed: Slack
/// sends whom it does not know to a page to sign in.
/// </summary>
internal sealed class SlackFiles : IAttachmentReader
{
    private const int BufferSize = 65_536;

    public async Task<AttachmentContent> Read(
        ChannelCall call,
        Attachment attachment,
        int bytesMax,
        HttpClient http,
        CancellationToken stop)
    {
        if (SlackClient.Token(call.Settings, call.Credentials) is not { } token)
            return Problem("no token");
        // Files of other organisations come without an address: it has to be asked for.
        var url = attachment.Url ?? await Ask(call.Settings, attachment.Id, token, http, stop);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return Problem("no address");
        if (!SlackSettings.Serves(call.Settings, address))
            return Problem("not on a host of Slack's");
        if (attachment.SizeBytes > bytesMax)
            return Problem(TooLarge(bytesMax));
        try
        {
            using var request = SlackClient.Get(address, token);
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, stop);
            return response.StatusCode == HttpStatusCode.OK
                ? await Read(response.Content, attachment, bytesMax, stop)
                : Problem($"http {(int)response.StatusCode}");
        }
        catch (OperationCanceledException)
        {
            return Problem("no answer in time");
        }
        catch (Exception error)
        {
            return Problem(error.GetType().Name);
        }
    }

    private static async Task<string?> Ask(
        EndpointSettings settings,
        string? id,
        string token,
        HttpClient http,
        CancellationToken stop)
    {
        if (SlackFields.AsId(id) is null)
            return null;
        using var request = SlackClient.Get(
            SlackSettings.Address(settings, $"files.info?file={id}"), token);
        return (await SlackReply.Ask(http, request, Address, stop)).Answer;
    }

    private static string? Address(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var file = json.RootElement.Member("file");
        return file.Text("url_private_download") ?? file.Text("url_private");
    }

    private static async Task<AttachmentContent> Read(
        HttpContent content, Attachment attachment, int bytesMax, CancellationToken stop)
    {
        var type = content.Headers.ContentType?.MediaType;
        if (type == "text/html" && attachment.MimeType != type)
            return Problem("a page to sign in, not the file: is the scope files:read missing?");
        if (content.Headers.ContentLength > bytesMax)
            return Problem(TooLarge(bytesMax));
        using var body = await content.ReadAsStreamAsync(stop);
        using var read = new MemoryStream();
        var buffer = new byte[BufferSize];
        for (int more; (more = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (read.Length + more > bytesMax)
                return Problem(TooLarge(bytesMax));
            await read.WriteAsync(buffer.AsMemory(0, more), stop);
        }
        return new AttachmentContent(
            read.GetBuffer().AsMemory(0, (int)read.Length), attachment.MimeType ?? type);
    }

    private static string TooLarge(int bytesMax) => $"larger than {bytesMax} bytes";

    private static AttachmentContent Problem(string problem) => new(default, Problem: problem);
}
