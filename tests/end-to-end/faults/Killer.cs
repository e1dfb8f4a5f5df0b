namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// Kills processes of a cluster, one at a time, at random moments of progress, and starts them
/// again: the same moments and processes for the same seed.
/// </summary>
public sealed class Killer(IReadOnlyList<SiloProcess> processes, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How often a process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The most memory a process was seen to use, in bytes.</summary>
    public long MemoryMax { get; private set; }

    /// <summary>Kills until all progress is made.</summary>
    /// <param name="progress">How much is done.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="kills">About how many times.</param>
    /// <param name="all">Ends when all is done.</param>
    public async Task Run(Func<int> progress, int total, int kills, Task all)
    {
        for (var at = 0; !all.IsCompleted;)
        {
            at += 1 + random.Next(2 * total / (kills + 1));
            if (at >= total)
                break;
            var moment = at;
            await Poll.UntilAsync(
                () =>
                {
                    Measure();
                    return Task.FromResult(progress() >= moment || all.IsCompleted);
                },
                Patience);
            var victim = processes[random.Next(processes.Count)];
            victim.Kill();
            Kills++;
            await victim.Start();
        }
        Measure();
    }

    private void Measure() =>
        MemoryMax = Math.Max(MemoryMax, processes.Max(process => process.Memory));
}
