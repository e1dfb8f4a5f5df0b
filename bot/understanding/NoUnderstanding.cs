namespace TockOrleans.Bot;

/// <summary>Understands nothing, at no cost: every text goes to the unknown story.</summary>
public sealed class NoUnderstanding : IUnderstanding
{
    /// <inheritdoc/>
    public ValueTask<Understanding> Understand(
        UnderstandingRequest request, CancellationToken stop) =>
        ValueTask.FromResult(Understanding.None);
}
