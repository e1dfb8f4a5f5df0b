using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces.Streams;

namespace TockOrleans.Grains.Streams;

/// <summary>
/// Brings replies from the sessions of this silo to the nodes that hold streams: to all of them,
/// for only they know whose clients they have.
/// </summary>
public sealed partial class StreamNodes(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    TimeProvider clock,
    ILogger<StreamNodes> logger) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PushWithin = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource asked =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Who did not answer is left alone until it says anew that it is there.
    private readonly ConcurrentDictionary<string, DateTimeOffset> silent = new();
    private volatile IReadOnlyDictionary<string, IReplyTarget> nodes =
        new Dictionary<string, IReplyTarget>();

    /// <summary>Whether no node holds any stream.</summary>
    public bool AreNone => asked.Task.IsCompleted && nodes.Count == 0;

    /// <summary>Brings replies to the clients of their session. Never throws.</summary>
    /// <returns>Whether a client has them.</returns>
    public async Task<bool> Push(PushedReplies pushed)
    {
        if (!asked.Task.IsCompleted)
            await Task.WhenAny(asked.Task, Task.Delay(PushWithin, clock, CancellationToken.None));
        var all = nodes;
        if (all.Count == 1)
        {
            foreach (var (node, target) in all)
                return await Push(node, target, pushed);
        }
        var taken = await Task.WhenAll(all.Select(one => Push(one.Key, one.Value, pushed)));
        return taken.Contains(true);
    }

    /// <summary>Shows an answer that grows to the clients of its session. Never throws.</summary>
    /// <param name="growing">The answer so far.</param>
    /// <param name="asker">
    /// The node that asked for it, whether it is known to hold streams or not; null: none did.
    /// </param>
    /// <param name="all">Whether to the other nodes, too.</param>
    public Task Show(GrowingReplies growing, IReplyTarget? asker, bool all)
    {
        var targets = nodes.Where(one => all && !silent.ContainsKey(one.Key))
            .Select(one => one.Value);
        if (asker is not null)
            targets = targets.Append(asker).Distinct();
        return Task.WhenAll(targets.Select(target => Show(target, growing)));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var list = await grains.GetGrain<IStreamNodes>(0)
                    .Ask(silo.SiloAddress.ToString(), known);
                nodes = list.Nodes;
                known = list.Number;
                asked.TrySetResult();
                Forgive();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotAsked(logger, failure);
            }
            await Task.Delay(AskEvery, clock, stoppingToken);
        }
    }

    private async Task Show(IReplyTarget target, GrowingReplies growing)
    {
        try
        {
            await target.Show(growing).WaitAsync(PushWithin, clock);
        }
        catch (Exception failure)
        {
            // What it missed is nothing that lasts.
            LogNotShown(logger, failure.GetType().Name);
        }
    }

    private void Forgive()
    {
        foreach (var (node, since) in silent)
            if (clock.GetUtcNow() - since > PushWithin)
                silent.TryRemove(node, out _);
    }

    private async Task<bool> Push(string node, IReplyTarget target, PushedReplies pushed)
    {
        if (silent.ContainsKey(node))
            return false;
        try
        {
            return await target.Push(pushed).WaitAsync(PushWithin, clock);
        }
        catch (Exception failure)
        {
            silent[node] = clock.GetUtcNow();
            LogNotPushed(logger, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The nodes that hold streams could not be asked for")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Debug, "{Failure}: a node did not show a growing answer")]
    private static partial void LogNotShown(ILogger logger, string failure);

    [LoggerMessage(
        LogLevel.Warning, "{Failure}: a node that holds streams did not take replies")]
    private static partial void LogNotPushed(ILogger logger, string failure);
}
