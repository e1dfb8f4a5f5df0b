using Polly;
using Polly.CircuitBreaker;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// Leaves an endpoint alone while its channel is in trouble: after a pause one call tries whether
/// it is back, and the pauses grow. Being over a limit is no trouble.
/// </summary>
internal sealed class Circuit
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline<DeliveryOutcome> pipeline;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly Action<bool> changed;
    private volatile TaskCompletionSource closed = new();

    public Circuit(DeliveryOptions limits, TimeProvider clock, Action<bool> changed)
    {
        this.changed = changed;
        pipeline = new ResiliencePipelineBuilder<DeliveryOutcome> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<DeliveryOutcome>
            {
                ShouldHandle = static call => ValueTask.FromResult(IsTrouble(call.Outcome)),
                FailureRatio = limits.CircuitFailureShare,
                MinimumThroughput = limits.CircuitCallsMin,
                SamplingDuration = Window,
                BreakDurationGenerator = pause => ValueTask.FromResult(
                    Pause(pause.HalfOpenAttempts, limits.CircuitPauseMax)),
                StateProvider = state,
                OnOpened = _ => Changed(open: true),
                OnClosed = _ => Changed(open: false),
            })
            .Build();
    }

    /// <summary>Whether nothing gets through, or only a try.</summary>
    public bool IsOpen => state.CircuitState != CircuitState.Closed;

    /// <summary>Completes when the channel is back.</summary>
    public Task Closed => closed.Task;

    /// <summary>Makes a call, unless it is better not to.</summary>
    /// <returns>Its outcome; or how long to wait, and nothing was called.</returns>
    public async ValueTask<(DeliveryOutcome? Outcome, TimeSpan Wait)> Call<T>(
        Func<T, CancellationToken, ValueTask<DeliveryOutcome>> call,
        T argument,
        CancellationToken stop)
    {
        var context = ResilienceContextPool.Shared.Get(stop);
        try
        {
            var result = await pipeline.ExecuteOutcomeAsync(
                static async (context, with) => Outcome.FromResult(
                    await with.call(with.argument, context.CancellationToken)),
                context,
                (call, argument));
            return result switch
            {
                { Exception: BrokenCircuitException broken } =>
                    (null, broken.RetryAfter ?? FirstPause),
                { Exception: { } failure } => throw failure,
                { Result: var outcome } => (outcome, TimeSpan.Zero),
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ValueTask Changed(bool open)
    {
        if (open)
            closed = closed.Task.IsCompleted
                ? new(TaskCreationOptions.RunContinuationsAsynchronously)
                : closed;
        else
            closed.TrySetResult();
        changed(open);
        return ValueTask.CompletedTask;
    }

    private static bool IsTrouble(Outcome<DeliveryOutcome> call) => call is
    {
        Result: DeliveryOutcome.RetryAfter { After: null }
            or DeliveryOutcome.Unknown
            or DeliveryOutcome.NotConnected,
    };

    private static TimeSpan Pause(int tries, TimeSpan max)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(tries, 20));
        return pause < max ? pause : max;
    }
}
