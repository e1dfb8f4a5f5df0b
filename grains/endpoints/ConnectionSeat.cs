using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// Who may hold an endpoint's connection: one node, for the time it asked for. Of a holder before
/// this activation only the name is known, so its time is taken to begin with it.
/// </summary>
internal sealed class ConnectionSeat(string? holder, TimeProvider clock)
{
    private long heldAt = clock.GetTimestamp();
    private ConnectionClaim? last;
    private bool isLeft;

    /// <summary>Takes the seat or keeps it, where no other node has it.</summary>
    public ConnectionGrant Claim(ConnectionClaim claim)
    {
        var left = (last?.Time ?? claim.Time) - clock.GetElapsedTime(heldAt);
        if (holder is not null && holder != claim.Holder && left > TimeSpan.Zero)
            return new ConnectionGrant(Held: false, left);
        (holder, heldAt, last, isLeft) = (claim.Holder, clock.GetTimestamp(), claim, false);
        return new ConnectionGrant(Held: true, TimeSpan.Zero);
    }

    /// <summary>Leaves the seat.</summary>
    /// <returns>Whether it was that node's.</returns>
    public bool Leave(string who)
    {
        if (holder != who)
            return false;
        (holder, isLeft) = (null, true);
        return true;
    }

    /// <summary>How the connection is, as its holder last told; null: nobody told anything.
    /// </summary>
    public ConnectionHealth? ToHealth()
    {
        if (last is not { } told)
            return null;
        var isPresent = !isLeft && clock.GetElapsedTime(heldAt) < told.Time;
        var since = isPresent ? told.Since : null;
        return new ConnectionHealth(since is not null, since, told.LastError, told.LastErrorAt);
    }
}
