using Orleans.Concurrency;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Registry;

/// <summary>Writes and reads the audit; keeps nothing.</summary>
[StatelessWorker]
internal sealed class AuditTrailGrain(IConversationArchive archive, TimeProvider clock)
    : Grain, IAuditTrail
{
    /// <summary>How many persons of one deed are named.</summary>
    private const int PersonsNamed = 100;

    /// <inheritdoc/>
    public async Task Write(AuditNote note)
    {
        var target = new List<string>();
        if (note.Target.Length > 0)
            target.Add(note.Target);
        foreach (var person in note.Persons.Take(PersonsNamed))
            target.Add(await archive.Pseudonym(EndpointId.Parse(person.Endpoint), person.User));
        await archive.Audit(new AuditEntry(
            0,
            clock.GetUtcNow(),
            note.Who,
            note.Role,
            note.What,
            string.Join(' ', target),
            note.Outcome));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditInfo>> List(long? before, int limit) =>
    [
        .. (await archive.FindAudit(before, Math.Clamp(limit, 1, IAuditTrail.PageMax)))
            .Select(entry => new AuditInfo(
                entry.Id,
                entry.At,
                entry.Who,
                entry.Role,
                entry.What,
                entry.Target,
                entry.Outcome)),
    ];
}
