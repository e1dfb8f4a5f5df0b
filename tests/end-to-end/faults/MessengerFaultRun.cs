using System.Globalization;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// A fault run on Messenger: it takes no idempotency keys, but the key comes back in the echo of
/// every message, which settles lost answers.
/// </summary>
public sealed class MessengerFaultRun : FaultRun
{
    private readonly MessengerSimulator channel;

    /// <param name="plan">How much of everything.</param>
    public MessengerFaultRun(FaultPlan plan)
        : this(plan, new MessengerSimulator(new MessengerOptions
        {
            // Retries at once, after 3, 6, 12 … seconds: a killed process is back by then.
            Seed = plan.Seed,
            TimeScale = 0.1,
            BodyBytesMax = 0,
            RequiresProof = true,
        }))
    {
    }

    private MessengerFaultRun(FaultPlan plan, MessengerSimulator channel)
        : base(plan, channel)
    {
        this.channel = channel;
        channel.Faults.Use(Rules(plan.Share));
        channel.Webhook.Noise = Noise;
    }

    public override string Endpoint => "messenger";

    protected override IEnumerable<(string Name, string Value)> Given() =>
        channel.Settings.Select(setting => ($"settings:{setting.Key}", setting.Value));

    protected override async Task<bool> Say(string user, int turn)
    {
        var sent = channel.Say(user, $"text {turn.ToString(CultureInfo.InvariantCulture)}");
        return (await sent.Done).IsAcknowledged;
    }

    protected override IReadOnlyList<string> Taken(string user) => channel.Messages.Texts(user);
}
