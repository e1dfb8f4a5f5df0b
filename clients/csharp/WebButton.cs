namespace TockOrleans.Client;

/// <summary>A button.</summary>
public sealed record WebButton
{
    /// <summary><c>postback</c>, <c>web_url</c> or <c>quick_reply</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What is on it.</summary>
    public required string Title { get; init; }

    /// <summary>What it sends.</summary>
    public string? Payload { get; init; }

    /// <summary>Where it leads.</summary>
    public string? Url { get; init; }

    /// <summary>A picture on it.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>What a quick reply without payload stands for.</summary>
    public string? NlpText { get; init; }

    /// <summary>Where the link opens.</summary>
    public string? Target { get; init; }

    /// <summary><c>primary</c> or <c>secondary</c>.</summary>
    public string? Style { get; init; }

    /// <summary>How the window that it opens looks.</summary>
    public string? WindowFeatures { get; init; }
}
