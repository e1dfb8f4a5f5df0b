namespace TockOrleans.Benchmarks;

/// <summary>An answer of the size that the web connector gives to one line of text.</summary>
internal sealed record EchoReply(IReadOnlyList<EchoReply.Line> Responses)
{
    public static EchoReply Of(string text) => new([new(text, [], "1")]);

    internal sealed record Line(string Text, IReadOnlyList<string> Buttons, string Version);
}
