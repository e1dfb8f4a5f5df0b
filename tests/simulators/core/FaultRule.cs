namespace TockOrleans.Simulators;

/// <summary>
/// When a fault happens, and how. Without a probability or a rhythm it happens to every call: an
/// outage, until the rule is taken away.
/// </summary>
/// <param name="Fault">What happens.</param>
public sealed record FaultRule(FaultKind Fault)
{
    /// <summary>
    /// How likely a call meets it, 0 to 1; the probabilities of a plan's rules add up.
    /// </summary>
    public double Probability { get; init; } = 1;

    /// <summary>Every how many calls it happens instead; 0: as the probability says.</summary>
    public int Every { get; init; }

    /// <summary>
    /// The API method it is about, such as <c>chat.postMessage</c> or <c>messages</c>; null: all.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>The wait a rate limit asks for, in seconds; Slack rounds it up.</summary>
    public double RetryAfterSeconds { get; init; } = 1;

    /// <summary>Whose budget is spent: <c>app</c> or <c>conversation</c> (loopback).</summary>
    public string Scope { get; init; } = "app";

    /// <summary>How late a slow answer is, in seconds of the simulator's clock.</summary>
    public double DelaySeconds { get; init; } = 1;

    /// <summary>The status of <see cref="FaultKind.NotTaken"/>.</summary>
    public int Status { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>The code of <see cref="FaultKind.Rejected"/>.</summary>
    public string Error { get; init; } = "rejected";

    internal bool IsFor(string method) => Method is null || Method == method;

    internal string? Problem() => this switch
    {
        { Probability: < 0 or > 1 or double.NaN } => "probability is from 0 to 1",
        { Every: < 0 } => "every is 0 or more",
        { RetryAfterSeconds: < 0 or double.NaN } => "retryAfterSeconds is 0 or more",
        { DelaySeconds: < 0 or double.NaN } => "delaySeconds is 0 or more",
        { Fault: FaultKind.NotTaken, Status: < 500 or > 599 } => "status is from 500 to 599",
        _ when !Enum.IsDefined(Fault) => "there is no such fault",
        _ => null,
    };
}
