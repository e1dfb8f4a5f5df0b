namespace TockOrleans.Connectors.Slack;

/// <summary>
/// A block of a message. A closed family. https://docs.slack.dev/reference/block-kit/blocks
/// </summary>
internal abstract record SlackBlock
{
    private SlackBlock()
    {
    }

    /// <summary>A text in mark-up.</summary>
    public sealed record Section(string Markup) : SlackBlock;

    /// <summary>A plain title.</summary>
    public sealed record Header(string Text) : SlackBlock;

    public sealed record Image(string Url, string Alt, string? Title) : SlackBlock;

    public sealed record Row(IReadOnlyList<SlackElement> Elements) : SlackBlock;

    /// <summary>A menu to choose one of.</summary>
    public sealed record Menu(string ActionId, IReadOnlyList<SlackElement> Options) : SlackBlock;

    /// <summary>Small print, each in mark-up.</summary>
    public sealed record Context(IReadOnlyList<string> Markup) : SlackBlock;

    public sealed record Card(
        string? Title,
        string? Body,
        string? ImageUrl,
        string Alt,
        IReadOnlyList<SlackElement> Buttons) : SlackBlock;

    public sealed record Carousel(IReadOnlyList<Card> Cards) : SlackBlock;

    public sealed record Divider : SlackBlock;
}

/// <summary>A button, or an option of a menu.</summary>
/// <param name="ActionId">Its name in the message.</param>
/// <param name="Label">What the user sees.</param>
/// <param name="Value">What comes back.</param>
/// <param name="Url">What is opened.</param>
/// <param name="IsPrimary">Whether it stands out.</param>
internal sealed record SlackElement(
    string ActionId, string Label, string? Value, string? Url, bool IsPrimary);
