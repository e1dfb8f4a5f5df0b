namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// How many recipients may be gone to by now. What was not used within a second is lost: after a
/// rest nothing bursts.
/// </summary>
internal sealed class Pace(DateTimeOffset begun)
{
    private const double SavedSeconds = 1;

    private DateTimeOffset last = begun;
    private double saved;

    /// <summary>Takes as many as there are, a whole number of them.</summary>
    /// <param name="rate">Recipients a second.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">The most to take.</param>
    public int Take(double rate, DateTimeOffset now, int most)
    {
        var passed = Math.Max(0, (now - last).TotalSeconds);
        last = now;
        saved = Math.Min(saved + (passed * rate), Math.Max(1, rate * SavedSeconds));
        var taken = (int)Math.Min(saved, most);
        saved -= taken;
        return taken;
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void GiveBack(int unused) => saved += unused;

    /// <summary>How long until there is one more.</summary>
    /// <param name="rate">Recipients a second; above 0.</param>
    public TimeSpan Next(double rate) => TimeSpan.FromSeconds(Math.Max(0, 1 - saved) / rate);
}
