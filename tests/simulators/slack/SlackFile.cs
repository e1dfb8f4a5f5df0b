using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>A file of the workspace.</summary>
internal sealed record SlackFile(string Id, string Name, string MediaType)
{
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What its sender said its size would be; null: nothing was said.</summary>
    public int? Announced { get; init; }

    public string? Title { get; init; }

    public string? User { get; init; }

    /// <summary>Whether the sender finished the upload.</summary>
    public bool IsComplete { get; init; }

    /// <summary>As the address of a file names it.</summary>
    public string Path => $"files-pri/{Id}/download/{Uri.EscapeDataString(Name)}";

    public JsonObject ToJson(Uri address)
    {
        var url = new Uri(address, Path).ToString();
        var json = new JsonObject
        {
            ["id"] = Id,
            ["name"] = Name,
            ["title"] = Title ?? Name,
            ["mimetype"] = MediaType,
            ["filetype"] = System.IO.Path.GetExtension(Name).TrimStart('.'),
            ["user"] = User,
            ["mode"] = "hosted",
            ["is_external"] = false,
            ["size"] = Content.Length,
            ["url_private"] = url,
            ["url_private_download"] = url,
            ["file_access"] = "visible",
        };
        // https://docs.slack.dev/reference/objects/file-object: a clip recorded in Slack.
        if (MediaType.StartsWith("audio/", StringComparison.Ordinal))
            json["subtype"] = "slack_audio";
        return json;
    }
}
