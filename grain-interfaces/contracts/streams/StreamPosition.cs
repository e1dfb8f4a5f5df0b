using System.Globalization;
using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>
/// How far the client of a stream has seen a session's replies. Its text is what the client hands
/// back when it returns.
/// </summary>
/// <param name="Session">
/// Which life of the session: an erased one begins anew under another number. 0: it had no entry.
/// </param>
/// <param name="Seq">The last entry that was seen; 0: none.</param>
[GenerateSerializer, Immutable, Alias("tock.StreamPosition")]
public readonly record struct StreamPosition(
    [property: Id(0)] long Session, [property: Id(1)] long Seq)
{
    private const char Separator = '-';

    /// <summary>Reads what a client hands back; null: it is not one of ours.</summary>
    public static StreamPosition? Parse(string? text)
    {
        if (text?.IndexOf(Separator, StringComparison.Ordinal) is not (> 0 and var at))
            return null;
        return long.TryParse(
                text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var life)
            && long.TryParse(
                text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
                ? new StreamPosition(life, seq)
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Session}{Separator}{Seq}");
}
