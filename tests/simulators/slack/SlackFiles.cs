using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace TockOrleans.Simulators.Slack;

/// <summary>Files: of users to be fetched with the token, of the bot in three steps.</summary>
internal sealed class SlackFiles(SlackState state, SlackChat chat)
{
    private const string OctetStream = "application/octet-stream";

    private readonly SlackWorkspace workspace = state.Workspace;
    private readonly FileExtensionContentTypeProvider types = new();

    public SlackFile Add(string user, string name, string? mediaType, ReadOnlyMemory<byte> content)
    {
        var file = new SlackFile(state.Ids.New("F"), name, mediaType ?? TypeOf(name))
        {
            Content = content,
            User = user,
            IsComplete = true,
        };
        workspace.Put(file);
        return file;
    }

    public ApiAnswer Info(SlackArguments arguments) =>
        workspace.TryFile(arguments.Text("file") ?? "", out var file)
            ? SlackReply.Ok(new() { ["file"] = file.ToJson(state.Address()) })
            : SlackReply.Error("file_not_found");

    public ApiAnswer Begin(SlackArguments arguments)
    {
        if (arguments.Text("filename") is not { } name || arguments.Number("length", 0) <= 0)
            return SlackReply.Error("invalid_arguments");
        var file = new SlackFile(state.Ids.New("F"), name, TypeOf(name))
        {
            User = state.Options.BotUserId,
        };
        workspace.Put(file);
        return SlackReply.Ok(new()
        {
            ["upload_url"] = new Uri(state.Address(), $"upload/{file.Id}").ToString(),
            ["file_id"] = file.Id,
        });
    }

    /// <summary>The bytes of a file: the body, or the first part of a multipart body.</summary>
    public async Task<ApiAnswer> Take(ApiCall call, string id)
    {
        if (!workspace.TryFile(id, out var file) || file.IsComplete)
            return ApiAnswer.Error(StatusCodes.Status404NotFound, "file_not_found");
        var content = call.Body;
        if (MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type)
            && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            var reader = new MultipartReader(boundary, new MemoryStream(call.Body.ToArray()));
            using var part = new MemoryStream();
            if (await reader.ReadNextSectionAsync() is { } section)
                await section.Body.CopyToAsync(part);
            content = part.ToArray();
        }
        workspace.Put(file with { Content = content });
        return new(StatusCodes.Status200OK, System.Text.Encoding.ASCII.GetBytes(
            $"OK - {content.Length}"))
        {
            ContentType = "text/plain",
        };
    }

    public ApiAnswer Complete(SlackArguments arguments)
    {
        if (arguments.Element("files") is not { ValueKind: JsonValueKind.Array } listed)
            return SlackReply.Error("invalid_arguments");
        var done = new List<SlackFile>();
        foreach (var item in listed.EnumerateArray())
        {
            var about = SlackArguments.Of(item.GetRawText());
            var id = about?.Text("id") ?? "";
            if (!workspace.TryFile(id, out var file) || file.Content.Length == 0)
                return SlackReply.Error("file_not_found");
            done.Add(file with
            {
                IsComplete = true,
                Title = about?.Text("title"),
            });
        }
        var channel = arguments.Text("channel_id") is { } to ? workspace.Channel(to) : null;
        if (arguments.Text("channel_id") is not null && channel is null)
            return SlackReply.Error("channel_not_found");
        done.ForEach(workspace.Put);
        if (channel is not null)
            chat.Put(
                channel,
                new(arguments.Text("initial_comment") ?? "", null, null)
                {
                    Files = [.. done.Select(file => file.Id)],
                },
                arguments.Text("thread_ts"));
        return SlackReply.Ok(new()
        {
            ["files"] = new JsonArray([.. done.Select(file => file.ToJson(state.Address()))]),
        });
    }

    /// <summary>A file's bytes; without the token the page where people sign in.</summary>
    public ApiAnswer Download(ApiCall call, string path)
    {
        if (!workspace.TryFile(path.Split('/')[0], out var file) || !file.IsComplete)
            return ApiAnswer.Error(StatusCodes.Status404NotFound, "file_not_found");
        return state.Tokens.Problem(call.Bearer) is null
            ? new(StatusCodes.Status200OK, file.Content) { ContentType = file.MediaType }
            : new(StatusCodes.Status302Found, default)
            {
                Headers = [("Location", new Uri(state.Address(), "?redir=files").ToString())],
                Done = false,
            };
    }

    private string TypeOf(string name) =>
        types.TryGetContentType(name, out var type) ? type : OctetStream;
}
