using System.ComponentModel.DataAnnotations;

namespace TockOrleans.Ingress;

/// <summary>How the door behaves; configuration section <c>Tock:Ingress</c>.</summary>
public sealed class IngressOptions
{
    /// <summary>
    /// How long one call of a session may wait; a longer wait is a repeated call.
    /// </summary>
    /// <value>Default 2 s, from 0.1 s to 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:02")]
    public TimeSpan CallBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an answer that is a stream of its own is waited for, before the client is told to
    /// wait for it elsewhere.
    /// </summary>
    /// <value>Default 5 min, from 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StreamedWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many events of asynchronous channels may be on their way to the disk at once, at the
    /// most; the door itself finds how many the node bears in time. Beyond, it answers 503.
    /// </summary>
    /// <value>Default 2,000, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int EventsMax { get; set; } = 2_000;

    /// <summary>
    /// How many events the door lets in at once however late the acknowledgements are. Greater
    /// where the channels bring an event again only a few times: then it waits rather than being
    /// refused.
    /// </summary>
    /// <value>Default 64, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int EventsMin { get; set; } = 64;

    /// <summary>An acknowledgement that takes longer is late: fewer events are let in.</summary>
    /// <value>Default 0.1 s, from 10 ms to 2 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:02")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many streams of clients this node holds; beyond, it answers 503.</summary>
    /// <value>Default 20,000, from 0 to 1,000,000.</value>
    [Range(0, 1_000_000)]
    public int StreamsMax { get; set; } = 20_000;

    /// <summary>
    /// How many streams one user holds open on this node, a tab each; beyond, it answers 429.
    /// </summary>
    /// <value>Default 20, from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int StreamsPerUserMax { get; set; } = 20;

    /// <summary>
    /// How many streams one remote address holds open on this node, of however many users; beyond,
    /// it answers 429. An office is one address.
    /// </summary>
    /// <value>Default 2,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int StreamsPerAddressMax { get; set; } = 2_000;

    /// <summary>
    /// The sites whose pages may show the chat page in a frame, as the bubble does: origins such as
    /// <c>https://shop.example</c>, or <c>*</c> for all.
    /// </summary>
    /// <value>Default none: nobody frames it.</value>
    public IList<string> FramedBy { get; } = [];

    /// <summary>
    /// How many requests a second one user of a client-facing endpoint may send to this node for
    /// long; beyond, it answers 429.
    /// </summary>
    /// <value>Default 10, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int RequestsPerUser { get; set; } = 10;

    /// <summary>How many requests one user may send at once, after a rest.</summary>
    /// <value>Default 100, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int BurstPerUser { get; set; } = 100;

    /// <summary>
    /// How many requests a second one remote address may send to the client-facing endpoints of
    /// this node for long; beyond, it answers 429.
    /// </summary>
    /// <value>Default 200, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int RequestsPerAddress { get; set; } = 200;

    /// <summary>How many requests one remote address may send at once, after a rest.</summary>
    /// <value>Default 2,000, from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int BurstPerAddress { get; set; } = 2_000;

    /// <summary>
    /// The proxies in front of this node, as addresses (<c>10.0.0.7</c>) or networks
    /// (<c>10.0.0.0/8</c>): what they say in <c>X-Forwarded-For</c> is the remote address.
    /// </summary>
    /// <value>Default none: the remote address is that of the connection.</value>
    public IList<string> Proxies { get; } = [];

    /// <summary>
    /// For how long a node may hold a connection that an endpoint opens to its channel before it
    /// asks again; after a crash another node opens it no later than this.
    /// </summary>
    /// <value>Default 15 s, from 1 s to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectionLease { get; set; } = TimeSpan.FromSeconds(15);
}
