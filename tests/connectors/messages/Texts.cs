using CsCheck;

namespace TockOrleans.Connectors.Tests.Model;

/// <summary>
/// Texts that are Unicode, full of what breaks keys: slashes, percent signs, emoji.
/// </summary>
internal static class Texts
{
    private static readonly string[] Odd =
    [
        "/", "//", "%", "%2F", "%25", "..", "?", "#", " ", "+", "&", "=", ":", "\\", "\"", "'",
        "\0", "\n",
        "\u200D", "\uFFFD", "é", "e\u0301", "ß", "東京", "عربي", "🚀", "👨‍👩‍👧", "🇫🇷", "\uFEFF",
        "a",
        "Z", "0", "-", "_", "~",
    ];

    public static Gen<string> Unicode { get; } =
        Gen.Int[0, Odd.Length - 1].Array[0, 20]
            .Select(picks => string.Concat(picks.Select(i => Odd[i])));
}
