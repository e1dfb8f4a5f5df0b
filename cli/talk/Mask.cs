namespace TockOrleans.Cli.Talk;

/// <summary>A text of a plan in which some parts may be anything.</summary>
internal static class Mask
{
    /// <summary>Stands for anything, nothing included; alone, for any value there is.</summary>
    public const string Any = "{*}";

    /// <summary>Whether a text is as a plan has it.</summary>
    public static bool Fits(string expected, string got)
    {
        var parts = expected.Split(Any);
        if (parts.Length == 1)
            return expected == got;
        if (!got.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        // The first place is the best one for all but the last, which is at the end.
        foreach (var part in parts[1..^1])
        {
            var found = got.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }
        return got.Length - at >= parts[^1].Length
            && got.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
