using TockOrleans.Messages;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Names a broadcast of a bot: <c>{namespace}/{bot}/{id}</c>, each part as in
/// <see cref="EndpointId"/>.
/// </summary>
/// <param name="Namespace">The organisation.</param>
/// <param name="Bot">The bot's id.</param>
/// <param name="Id">The broadcast's id within the bot.</param>
public readonly record struct BroadcastId(string Namespace, string Bot, string Id)
{
    /// <summary>Whether all three parts are well formed.</summary>
    public bool IsValid =>
        EndpointId.IsPart(Namespace) && EndpointId.IsPart(Bot) && EndpointId.IsPart(Id);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It does not name a broadcast.</exception>
    public static BroadcastId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' does not name a broadcast");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>False where the text does not name a broadcast.</returns>
    public static bool TryParse(string? text, out BroadcastId id)
    {
        id = text?.Split('/') is [var @namespace, var bot, var name]
            ? new BroadcastId(@namespace, bot, name)
            : default;
        return id.IsValid;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Bot}/{Id}";
}
