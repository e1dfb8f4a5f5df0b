namespace TockOrleans.Bot;

/// <summary>What the library itself says.</summary>
internal static class Replies
{
    public static Text NotUnderstood { get; } = Text.Of(
        ("en", "Sorry, I did not get that."), ("fr", "Désolé, je n'ai pas compris."));

    public static Text GiveUp { get; } = Text.Of(
        ("en", "Let us leave it there. What else can I do for you?"),
        ("fr", "Restons-en là. Que puis-je faire d'autre pour vous ?"));
}
