using System.Text.RegularExpressions;

namespace TockOrleans.Messages;

/// <summary>
/// Names one configured connector of one bot: <c>{namespace}/{bot}/{endpoint}</c>. Each part is 1
/// to 64 letters, digits, dots, hyphens or underscores.
/// </summary>
/// <param name="Namespace">The organisation.</param>
/// <param name="Bot">The bot's id.</param>
/// <param name="Endpoint">The endpoint's id within the bot.</param>
public readonly partial record struct EndpointId(string Namespace, string Bot, string Endpoint)
{
    /// <summary>Whether all three parts are well formed.</summary>
    public bool IsValid => IsPart(Namespace) && IsPart(Bot) && IsPart(Endpoint);

    /// <summary>Whether a text may be one of the parts.</summary>
    public static bool IsPart(string? part) => part is not null && Part().IsMatch(part);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>False where the text does not name an endpoint.</returns>
    public static bool TryParse(string? text, out EndpointId id)
    {
        id = text?.Split('/') is [var @namespace, var bot, var endpoint]
            ? new EndpointId(@namespace, bot, endpoint)
            : default;
        return id.IsValid;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Bot}/{Endpoint}";

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Part();
}
