namespace TockOrleans.Client;

/// <summary>What came over a stream.</summary>
/// <param name="Answer">
/// One message; or all of an answer so far, where it grows. Null: only the place has moved on.
/// </param>
/// <param name="IsGrowing">
/// Whether it is what an answer has grown to: it takes the place of what grew before under its
/// <see cref="WebAnswer.ResponseId"/>, and the answer's own messages take its place.
/// </param>
/// <param name="LastEventId">The place to go on from; null: it has not moved.</param>
public sealed record StreamFrame(WebAnswer? Answer, bool IsGrowing, string? LastEventId);
