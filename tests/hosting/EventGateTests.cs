using Microsoft.Extensions.Time.Testing;
using TockOrleans.Ingress;
using TockOrleans.Ingress.Webhooks;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace TockOrleans.Hosting.Tests;

public sealed class EventGateTests
{
    private static readonly TimeSpan InTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(150);

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void It_lets_in_no_more_than_its_bound_and_again_when_one_left()
    {
        var gate = Make(max: 3);
        Assert.True(gate.TryEnter() && gate.TryEnter() && gate.TryEnter());
        Assert.False(gate.TryEnter());
        gate.Leave(clock.GetTimestamp(), counts: true);
        Assert.True(gate.TryEnter());
        Assert.False(gate.TryEnter());
    }

    [Fact]
    public void It_shrinks_while_acknowledgements_are_late_but_never_shut()
    {
        var gate = Make(max: 2_000);
        Assert.Equal(128, gate.Bound);
        Pass(gate, Late, counts: true);
        Assert.Equal(108, gate.Bound);
        for (var more = 0; more < 100; more++)
            Pass(gate, Late, counts: true);
        Assert.Equal(64, gate.Bound);
    }

    [Fact]
    public void It_grows_only_while_it_is_used_and_in_time()
    {
        var gate = Make(max: 150);
        for (var quiet = 0; quiet < 1_000; quiet++)
            Pass(gate, InTime, counts: true);
        Assert.Equal(128, gate.Bound);
        while (gate.TryEnter())
        {
            // Full.
        }
        for (var busy = 0; busy < 10_000; busy++)
        {
            gate.Leave(clock.GetTimestamp(), counts: true);
            while (gate.TryEnter())
            {
                // Full again.
            }
        }
        Assert.Equal(150, gate.Bound);
    }

    [Fact]
    public void Slow_stories_are_not_taken_for_a_slow_node()
    {
        var gate = Make(max: 2_000);
        for (var slow = 0; slow < 100; slow++)
            Pass(gate, Late, counts: false);
        Assert.Equal(128, gate.Bound);
    }

    private EventGate Make(int max) =>
        new(MsOptions.Create(new IngressOptions { EventsMax = max }), clock);

    private void Pass(EventGate gate, TimeSpan took, bool counts)
    {
        Assert.True(gate.TryEnter());
        var since = clock.GetTimestamp();
        clock.Advance(took);
        gate.Leave(since, counts);
    }
}
