using System.Globalization;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Cuts texts where a reader would: never within a character as the user sees it.
/// </summary>
internal static class TextSplitter
{
    private const char Ellipsis = '…';

    /// <summary>
    /// Splits at the last paragraph, line, sentence or word that fits; what is left out between
    /// the parts is white space. Only a single character longer than <paramref name="max"/> (a
    /// letter under a heap of accents) is cut within.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The longest part, in UTF-16 units; at least 2.</param>
    /// <returns>The parts; none for a text of nothing but white space.</returns>
    public static IReadOnlyList<string> Split(string text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var parts = new List<string>();
        var rest = text;
        while (rest.Length > max)
        {
            var cut = Cut(rest, max);
            var part = rest[..cut].TrimEnd();
            if (part.Length > 0)
                parts.Add(part);
            rest = rest[cut..].TrimStart();
        }
        if (rest.Length > 0)
            parts.Add(rest);
        return parts;
    }

    /// <summary>
    /// A label of at most <paramref name="max"/> units, with an ellipsis where cut.
    /// </summary>
    public static string Shorten(string label, int max)
    {
        if (label.Length <= max)
            return label;
        var kept = label.AsSpan(0, Ends(label, max - 1).LastOrDefault());
        return string.Concat(kept.TrimEnd(), [Ellipsis]);
    }

    private static int Cut(string text, int max)
    {
        var best = 0;
        var bestRank = -1;
        foreach (var end in Ends(text, max))
        {
            // A good place in the first half would leave a short message and a long one.
            var rank = Rank(text, end);
            rank = end < max / 2 ? Math.Min(rank, 1) : rank;
            if (rank >= bestRank)
                (best, bestRank) = (end, rank);
        }
        return best > 0 ? best : char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
    }

    /// <summary>
    /// How good a place is to cut: 4 paragraph, 3 line, 2 sentence, 1 word, 0 none.
    /// </summary>
    private static int Rank(string text, int end)
    {
        var before = text.AsSpan(0, end);
        var words = before.TrimEnd();
        var gap = before.Length - words.Length;
        if (gap == 0 && !char.IsWhiteSpace(text[end]))
            return before is [.., '。' or '！' or '？'] ? 2 : 0;
        return before[words.Length..].Count('\n') switch
        {
            > 1 => 4,
            1 => 3,
            _ => words is [.., '.' or '!' or '?' or '…' or '。' or '！' or '？'] ? 2 : 1,
        };
    }

    /// <summary>
    /// The ends of the user-perceived characters within the first units of a text.
    /// </summary>
    private static IEnumerable<int> Ends(string text, int max)
    {
        for (var end = 0; end < text.Length;)
        {
            end += StringInfo.GetNextTextElementLength(text, end);
            if (end > max)
                yield break;
            yield return end;
        }
    }
}
