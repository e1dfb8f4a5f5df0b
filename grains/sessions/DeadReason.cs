namespace TockOrleans.Grains.Sessions;

/// <summary>Why replies are dead: a fixed word, and the channel's code behind a colon.</summary>
internal static class DeadReason
{
    public const string Expired = "expired";
    public const string OutsideWindow = "outsideWindow";
    public const string Unknown = "unknown";

    private const int LengthMax = 500;

    public static string Rejected(string code) => Of("rejected", code);

    public static string Undelivered(string? code) => Of("undelivered", code);

    /// <summary>The fixed word of a reason.</summary>
    public static string Word(string reason) =>
        reason.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? reason[..colon]
            : reason;

    private static string Of(string word, string? code)
    {
        if (string.IsNullOrEmpty(code))
            return word;
        var reason = $"{word}:{code}";
        return reason.Length <= LengthMax ? reason : reason[..LengthMax];
    }
}
