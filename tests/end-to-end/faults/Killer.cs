namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Kills processes of a cluster, one at a time, at random moments of progress, and starts them
/// again: the same moments and processes for the same seed. Between two kills it lets the load do
/// only its share, so that every kill comes in the middle of it.
/// </summary>
public sealed class Killer(IReadOnlyList<SiloProcess> processes, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The most memory a process was seen to use, in bytes.</summary>
    public long MemoryMax { get; private set; }

    /// <summary>Lets a load be done, and kills meanwhile.</summary>
    /// <param name="progress">How much is done.</param>
    /// <param name="release">Lets so much more be done.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="kills">How many times.</param>
    public async Task Run(Func<int> progress, Action<int> release, int total, int kills)
    {
        var share = total / (kills + 1);
        for (var kill = 0; kill < kills; kill++)
        {
            release(share);
            var moment = (kill * share) + 1 + random.Next(share - 1);
            await Until(() => progress() >= moment);
            var victim = processes[random.Next(processes.Count)];
            victim.Kill();
            await victim.Start();
        }
        release(total - (kills * share));
        await Until(() => progress() >= total);
    }

    private Task Until(Func<bool> done) => Poll.UntilAsync(
        () =>
        {
            MemoryMax = Math.Max(MemoryMax, processes.Max(process => process.Memory));
            return Task.FromResult(done());
        },
        Patience);
}
