namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Slack's limits on what a message holds, in characters where not said otherwise:
/// https://docs.slack.dev/reference/block-kit.
/// </summary>
internal static class SlackLimits
{
    public const int BlocksMax = 50;

    /// <summary>
    /// All blocks of a message as JSON, in bytes. Not documented: Slack refuses somewhat more with
    /// <c>msg_blocks_too_long</c>, see https://github.com/slackapi/bolt-js/issues/2509.
    /// </summary>
    public const int BlocksBytesMax = 12_000;

    public const int SectionTextMax = 3_000;

    public const int HeaderTextMax = 150;

    public const int ButtonTextMax = 75;

    public const int ButtonValueMax = 2_000;

    public const int ElementsMax = 25;

    public const int OptionTextMax = 75;

    public const int OptionValueMax = 150;

    public const int ContextElementsMax = 10;

    public const int ContextTextMax = 2_000;

    public const int ImageTextMax = 2_000;

    public const int CardTitleMax = 150;

    public const int CardBodyMax = 200;

    public const int CardButtonsMax = 3;

    /// <summary>Cards of a carousel.</summary>
    public const int CarouselMax = 10;
}
