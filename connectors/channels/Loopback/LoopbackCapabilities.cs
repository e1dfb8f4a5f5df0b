using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Loopback;

/// <summary>What the channel can do, as the settings say.</summary>
internal static class LoopbackCapabilities
{
    /// <summary>Those of an endpoint that was told nothing of them.</summary>
    public static Capabilities Defaults { get; } = Of(EndpointSettings.Create(
        default,
        [.. LoopbackSettings.Fields.Where(field => !field.Required)],
        new Dictionary<string, string?>(),
        "",
        out _)!);

    /// <summary>Those of one endpoint.</summary>
    public static Capabilities Of(EndpointSettings settings) => new()
    {
        AckDeadline = Seconds(settings, LoopbackSettings.AckSeconds),
        TextMax = settings.Number(LoopbackSettings.TextMax),
        LabelMax = settings.Number(LoopbackSettings.LabelMax),
        SuggestionsMax = settings.Number(LoopbackSettings.SuggestionsMax),
        ButtonsMax = settings.Number(LoopbackSettings.ButtonsMax),
        Cards = settings.Flag(LoopbackSettings.Cards),
        CarouselMax = settings.Number(LoopbackSettings.CarouselMax),
        Media = [.. settings.List(LoopbackSettings.Media)
            .Where(name => name != LoopbackSettings.NoMedia)
            .Select(name => Enum.Parse<MediaKind>(name, ignoreCase: true))
            .Distinct()],
        InlineFiles = settings.Flag(LoopbackSettings.InlineFiles),
        Footnotes = settings.Flag(LoopbackSettings.Footnotes),
        LocationRequest = settings.Flag(LoopbackSettings.LocationRequest),
        Metadata = settings.Flag(LoopbackSettings.Metadata),
        Typing = settings.Flag(LoopbackSettings.Typing),
        Threads = settings.Flag(LoopbackSettings.Threads),
        Voice = settings.Flag(LoopbackSettings.Voice),
        Receipts = settings.Flag(LoopbackSettings.Receipts),
        Proactive = settings.Flag(LoopbackSettings.Proactive),
        ProactiveWindow = settings.Number(LoopbackSettings.WindowSeconds) > 0
            ? Seconds(settings, LoopbackSettings.WindowSeconds)
            : null,
        IdempotencyKeyValidity = settings.Flag(LoopbackSettings.IdempotencyKey)
            ? Seconds(settings, LoopbackSettings.IdempotencyValiditySeconds)
            : null,
        RedeliveryHorizon = Seconds(settings, LoopbackSettings.RedeliverySeconds),
    };

    private static TimeSpan Seconds(EndpointSettings settings, SettingField field) =>
        TimeSpan.FromSeconds(settings.Number(field));
}
