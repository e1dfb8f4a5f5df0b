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
    private const int AltTextMax = 1_000;

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
        if (arguments.Text("alt_txt") is { Length: > AltTextMax })
            return SlackReply.Error("alt_txt_too_large");
        var file = new SlackFile(state.Ids.New("F"), name, TypeOf(name))
        {
            User = state.Options.BotUserId,
            Announced = arguments.Number("length", 0),
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

    /// <summary>
    /// Shares what was uploaded, once:
    /// https://docs.slack.dev/reference/methods/files.completeUploadExternal
    /// </summary>
    public ApiAnswer Complete(SlackArguments arguments)
    {
        if (arguments.Element("files") is not { ValueKind: JsonValueKind.Array } listed)
            return SlackReply.Error("invalid_arguments");
        var done = new List<SlackFile>();
        foreach (var item in listed.EnumerateArray())
        {
            var about = SlackArguments.Of(item.GetRawText());
            var id = about?.Text("id") ?? "";
            if (!workspace.TryFile(id, out var file) || file.IsComplete
                || file.Content.Length != file.Announced)
                return SlackReply.Error("file_not_found");
            done.Add(file with
            {
                IsComplete = true,
                Title = about?.Text("title"),
            });
        }
        var (channels, problem) = Where(arguments);
        if (channels is null)
            return SlackReply.Error(problem!);
        done.ForEach(workspace.Put);
        foreach (var channel in channels)
            chat.Put(
                channel,
                new(arguments.Text("initial_comment") ?? "", null, null)
                {
                    Files = [.. done.Select(file => file.Id)],
                    Body = arguments.Body,
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

    /// <summary>A channel, or several, where users stand for their direct messages.</summary>
    private (IReadOnlyList<SlackChannel>? Channels, string? Problem) Where(
        SlackArguments arguments)
    {
        var found = new List<SlackChannel>();
        if (arguments.Text("channel_id") is { } one)
        {
            // A channel's id, and no user's.
            if (workspace.Channel(one) is null)
                return (null, "channel_not_found");
            found.Add(workspace.Channel(one)!);
        }
        foreach (var id in arguments.Text("channels")?.Split(',') ?? [])
        {
            var (channel, problem) = chat.Find(id);
            if (channel is null)
                return (null, problem);
            found.Add(channel);
        }
        var refused = found.Select(channel => chat.Find(channel.Id).Problem)
            .FirstOrDefault(problem => problem is not null);
        var thread = arguments.Text("thread_ts");
        return refused is not null ? (null, refused)
            : thread is not null && found.Count > 1 ? (null, "invalid_arguments")
            : thread is not null && !SlackChat.IsTimestamp(thread) ? (null, "invalid_thread_ts")
            : (found, null);
    }

    private string TypeOf(string name) =>
        types.TryGetContentType(name, out var type) ? type : OctetStream;
}
