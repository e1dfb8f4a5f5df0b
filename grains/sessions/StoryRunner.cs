using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Bot;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Runs the stories of all sessions of a node, away from the grains' scheduler and each under a
/// time limit: whatever a story does, its session and its neighbours go on.
/// </summary>
public sealed partial class StoryRunner(
    IOptions<SessionOptions> options, TimeProvider clock, ILogger<StoryRunner> logger)
{
    private readonly SessionOptions limits = options.Value;
    private int running;
    private int accepted;
    private int abandoned;

    /// <summary>How many stories ran over their limit and have not stopped yet.</summary>
    public int Abandoned => Volatile.Read(ref abandoned);

    /// <summary>Whether the node bears further stories.</summary>
    public bool IsHealthy => Abandoned < limits.AbandonedStoriesMax;

    /// <summary>Counts an event in, unless the node is full.</summary>
    public bool TryAdmit()
    {
        if (Interlocked.Increment(ref accepted) <= limits.AcceptedEventsMax
            && Volatile.Read(ref running) < limits.RunningStoriesMax)
            return true;
        Interlocked.Decrement(ref accepted);
        return false;
    }

    /// <summary>Counts an event in that is on disk already and cannot be refused.</summary>
    public void Admit() => Interlocked.Increment(ref accepted);

    /// <summary>Counts an event out.</summary>
    public void Release() => Interlocked.Decrement(ref accepted);

    /// <summary>Runs a story; never throws.</summary>
    /// <param name="engine">The bot.</param>
    /// <param name="request">What the turn starts from.</param>
    /// <param name="stop">Stops it; disposed of once the story is over.</param>
    public async Task<StoryOutcome> Run(
        IBotEngine engine, TurnRequest request, CancellationTokenSource stop)
    {
        Interlocked.Increment(ref running);
        // Task.Run leaves the grain's scheduler: a story that blocks or loops blocks no session.
        var story = Task.Run(() => engine.Run(request, stop.Token), CancellationToken.None);
        try
        {
            var result = await story.WaitAsync(limits.StoryTimeLimit, clock);
            stop.Dispose();
            return new StoryOutcome.Completed(result);
        }
        catch (TimeoutException) when (!story.IsCompleted)
        {
            LogTimeLimit(logger, request.TurnId, engine.Id, limits.StoryTimeLimit);
            Abandon(story, stop);
            return new StoryOutcome.Failed("time limit");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            stop.Dispose();
            return new StoryOutcome.Completed(new TurnResult(request.State.ToArray(), []));
        }
        catch (Exception failure)
        {
            LogFailure(logger, failure, request.TurnId, engine.Id);
            stop.Dispose();
            return new StoryOutcome.Failed(failure.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    // .NET cannot end a loop on the processor: the story is told to stop and its end is awaited by
    // nobody. Its result is dropped.
    private void Abandon(Task story, CancellationTokenSource stop)
    {
        Interlocked.Increment(ref abandoned);
        _ = stop.CancelAsync();
        _ = story.ContinueWith(
            (ended, _) =>
            {
                _ = ended.Exception;
                Interlocked.Decrement(ref abandoned);
                stop.Dispose();
            },
            null,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Turn {TurnId} of bot {Bot}: the story did not end within {Limit}")]
    private static partial void LogTimeLimit(
        ILogger logger, string turnId, string bot, TimeSpan limit);

    [LoggerMessage(LogLevel.Error, "Turn {TurnId} of bot {Bot}: the story failed")]
    private static partial void LogFailure(
        ILogger logger, Exception failure, string turnId, string bot);
}
