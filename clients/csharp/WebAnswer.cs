using System.Text.Json.Serialization;

namespace TockOrleans.Client;

/// <summary>An answer: to a request, or of one message on a stream.</summary>
public sealed record WebAnswer
{
    /// <summary>The messages, in order.</summary>
    public IReadOnlyList<WebMessage> Responses { get; init; } = [];

    /// <summary>Data for the client program.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The answer's name, which its messages on a stream have, too.</summary>
    [JsonIgnore]
    public string? ResponseId => Metadata.GetValueOrDefault("RESPONSE_ID");

    [JsonIgnore]
    internal bool IsGrowing => Metadata.GetValueOrDefault("TOCK_STREAM_RESPONSE") == "true";

    [JsonIgnore]
    internal bool IsLast => Metadata.GetValueOrDefault("LAST_ANSWER") == "true";
}
