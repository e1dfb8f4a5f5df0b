namespace TockOrleans.Bot.Tests;

/// <summary>A story that tells how it was reached.</summary>
internal sealed class Told(string id) : Story
{
    public string? Said { get; init; }

    public IReadOnlyList<string> Secondary { get; init; } = [];

    public IReadOnlyList<StoryStep> Places { get; init; } = [];

    public IReadOnlyList<Type> On { get; init; } = [];

    public override string Id => id;

    public override Phrases Phrases => Said is null ? Phrases.None : Phrases.Of(("en", [Said]));

    public override IReadOnlyList<string> SecondaryIntents => Secondary;

    public override IReadOnlyList<StoryStep> Steps => Places;

    public override IReadOnlyList<Type> Events => On;

    public override Task Run(Turn turn)
    {
        turn.Send($"{Id} step={turn.Step} intent={turn.Intent}");
        return Task.CompletedTask;
    }
}
