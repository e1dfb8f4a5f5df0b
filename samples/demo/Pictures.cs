using System.Globalization;

namespace TockOrleans.Samples.Demo;

/// <summary>Pictures that need no internet: drawn as SVG, inside their own address.</summary>
internal static class Pictures
{
    public static string Of(Station station)
    {
        var hue = station.Id.Sum(letter => letter) % 360;
        var svg = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160">
            <rect width="320" height="160" fill="hsl({hue},45%,38%)"/>
            <path d="M0 130h320M0 144h320" stroke="#fff" stroke-width="3" opacity=".6"/>
            <rect x="60" y="70" width="200" height="48" rx="14" fill="#fff"/>
            <path d="M76 82h168v14H76z" fill="hsl({hue},45%,38%)"/>
            <text x="160" y="44" font-family="sans-serif" font-size="30" fill="#fff"
            text-anchor="middle">{station.En}</text></svg>
            """);
        return "data:image/svg+xml," + Uri.EscapeDataString(svg.ReplaceLineEndings(" "));
    }
}
