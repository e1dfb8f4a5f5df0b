namespace TockOrleans.Stores;

/// <summary>What somebody did through the admin API.</summary>
/// <param name="Id">The entry's number, given by the store; 0: not written yet.</param>
/// <param name="At">When, by our clock.</param>
/// <param name="Who">The name of the key it was done with.</param>
/// <param name="Role">The role that allowed it.</param>
/// <param name="What">What was done: the operation's name.</param>
/// <param name="Target">What it was done to; persons by their pseudonym only.</param>
/// <param name="Outcome">What came of it: a word, counts.</param>
public sealed record AuditEntry(
    long Id,
    DateTimeOffset At,
    string Who,
    string Role,
    string What,
    string Target,
    string Outcome);
