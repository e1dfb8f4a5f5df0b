using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Sessions;

/// <content>The bot speaks first, and is silent.</content>
internal sealed partial class UserSessionGrain
{
    /// <inheritdoc/>
    public Task<ProactiveStatus> Say(ProactiveOrder order) =>
        Task.FromResult(ProactiveStatus.Unavailable);

    /// <inheritdoc/>
    public Task<ProactiveReport?> Follow(string orderId) =>
        Task.FromResult<ProactiveReport?>(null);

    /// <inheritdoc/>
    public Task<bool> Pause(DateTimeOffset until) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<bool> Resume() => Task.FromResult(false);
}
