using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Proactive;

/// <summary>How a broadcast is, beside what it says and where.</summary>
/// <param name="Rate">To how many recipients a second; up to 10,000.</param>
/// <param name="Query">For whom; null: the recipients are uploaded.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Until">After that nothing more is said; null: a week after its start.</param>
public sealed record BroadcastShape(
    int Rate = BroadcastPlan.RateDefault,
    AudienceQuery? Query = null,
    string? Title = null,
    DateTimeOffset? Until = null);
