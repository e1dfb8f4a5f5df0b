using System.Globalization;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// A fault run on Slack: it takes no idempotency keys, brings an event four times at most, and
/// lets the bot hear its own messages.
/// </summary>
public sealed class SlackFaultRun : FaultRun
{
    private readonly SlackSimulator channel;

    /// <param name="plan">How much of everything.</param>
    public SlackFaultRun(FaultPlan plan)
        : this(plan, new SlackSimulator(new SlackOptions
        {
            // Retries at once, after 6 and after 30 seconds: a killed process is back by then.
            Seed = plan.Seed,
            TimeScale = 0.1,
            BodyBytesMax = 0,
        }))
    {
    }

    private SlackFaultRun(FaultPlan plan, SlackSimulator channel)
        : base(plan, channel)
    {
        this.channel = channel;
        channel.Faults.Use(Rules(plan.Share));
        channel.Webhook.Noise = Noise;
    }

    public override string Endpoint => "slack";

    protected override IEnumerable<(string Name, string Value)> Given() =>
    [
        ("settings:signingSecret", channel.Settings["signingSecret"]),
        ("settings:botToken", channel.Settings["botToken"]),
        ("settings:apiBaseUrl", channel.Settings["apiBaseUrl"]),
        // A workspace's limit would make it a run of hours.
        ("settings:messagesPerMinute", "0"),
    ];

    protected override async Task<bool> Say(string user, int turn)
    {
        var sent = channel.Say(user, $"text {turn.ToString(CultureInfo.InvariantCulture)}");
        return (await sent.Delivery.Done).IsAcknowledged;
    }

    protected override IReadOnlyList<string> Taken(string user) =>
        channel.Messages.Texts(channel.DirectChannel(user));
}
