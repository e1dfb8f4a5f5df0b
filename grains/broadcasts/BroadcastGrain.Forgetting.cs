using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <content>Forgets persons, wherever their ids are: in its audience, and in an upload.</content>
internal sealed partial class BroadcastGrain
{
    /// <inheritdoc/>
    public async Task<int?> Forget(IReadOnlyList<PersonName> persons, int from)
    {
        var sessions = persons.Select(SessionOf).OfType<string>().ToList();
        uploading?.Forget(sessions);
        var parts = Kept().Skip(from).Take(DroppedAtOnce).ToList();
        await Task.WhenAll(parts.Select(part => Forget(part.Audience, part.Number, sessions)));
        return parts.Count < DroppedAtOnce ? null : from + parts.Count;
    }

    // One more than is counted: while recipients are looked for, a part is filled before it is.
    private IEnumerable<(long Audience, int Number)> Kept()
    {
        var latest = Now.LatestAudience > Now.Audience ? Now.LatestParts : 0;
        return Enumerable.Range(0, Now.Audience == 0 ? 0 : ledger.Count + 1)
            .Select(number => (Now.Audience, number))
            .Concat(Enumerable.Range(0, latest).Select(number => (Now.LatestAudience, number)))
            .Concat(Enumerable.Range(0, Now.Replaced == 0 ? 0 : Now.ReplacedParts)
                .Select(number => (Now.Replaced, number)));
    }

    private async Task Forget(long audience, int number, IReadOnlyList<string> sessions)
    {
        var report = await Part(audience, number).Forget(sessions);
        if (audience == Now.Audience && number < ledger.Count)
            ledger.Set(number, report.Counts);
    }

    private static string? SessionOf(PersonName person) =>
        EndpointId.TryParse(person.Endpoint, out var endpoint)
        && SessionId.TryCreate(endpoint, person.User, null, out var session)
            ? session.ToString()
            : null;
}
