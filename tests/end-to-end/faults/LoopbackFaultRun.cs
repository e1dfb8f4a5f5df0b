using System.Globalization;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>A fault run on the loopback channel.</summary>
public sealed class LoopbackFaultRun : FaultRun
{
    private readonly LoopbackSimulator channel;
    private readonly bool keys;

    /// <param name="plan">How much of everything.</param>
    /// <param name="keys">Whether the channel takes idempotency keys.</param>
    public LoopbackFaultRun(FaultPlan plan, bool keys)
        : this(plan, keys, new LoopbackSimulator(new LoopbackOptions
        {
            Seed = plan.Seed,
            TimeScale = 0.1,
            BodyBytesMax = 0,
            HonoursKeys = keys,
        }))
    {
    }

    private LoopbackFaultRun(FaultPlan plan, bool keys, LoopbackSimulator channel)
        : base(plan, channel)
    {
        (this.channel, this.keys) = (channel, keys);
        channel.Faults.Use(Rules(plan.Share));
        channel.Webhook.Noise = Noise;
    }

    public override string Endpoint => "loopback";

    protected override IEnumerable<(string Name, string Value)> Given() =>
    [
        ("settings:signingSecret", channel.Settings["signingSecret"]),
        ("settings:token", channel.Settings["token"]),
        ("settings:apiBaseUrl", channel.Settings["apiBaseUrl"]),
        ("settings:idempotencyKey", keys ? "true" : "false"),
    ];

    protected override async Task<bool> Say(string user, int turn)
    {
        var said = new LoopbackEvent(user, new()
        {
            ["kind"] = "text",
            ["text"] = $"text {turn.ToString(CultureInfo.InvariantCulture)}",
        })
        {
            Id = $"{user}-{turn.ToString(CultureInfo.InvariantCulture)}",
        };
        return (await channel.Send(said).Done).IsAcknowledged;
    }

    protected override IReadOnlyList<string> Taken(string user) => channel.Messages.Texts(user);
}
