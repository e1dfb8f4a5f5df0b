using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>From a bot message to what goes over the wire: fit, then render.</summary>
public static class ConnectorRendering
{
    /// <summary>
    /// Writes a message in the channel's format, with what the channel lacks in another form.
    /// </summary>
    /// <param name="connector">The channel's connector.</param>
    /// <param name="message">The message.</param>
    /// <param name="context">For whom, and as what.</param>
    /// <returns>
    /// The payloads, to be delivered in order; none: the channel has nothing for it.
    /// </returns>
    public static IReadOnlyList<string> Render(
        Connector connector, BotMessage message, RenderContext context)
    {
        var fitted = Fallback.Adapt(
            message, connector.CapabilitiesOf(context.Settings), connector.Description.Type);
        return [.. fitted.Messages.SelectMany(part => connector.Renderer.Render(part, context))];
    }

    /// <summary>
    /// The data for the client program in some messages; of two values the last counts.
    /// </summary>
    /// <param name="messages">The messages of one answer, in order.</param>
    public static IReadOnlyDictionary<string, string> Metadata(IEnumerable<BotMessage> messages)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in messages.OfType<MetadataMessage>().SelectMany(m => m.Values))
            merged[name] = value;
        return merged;
    }
}
