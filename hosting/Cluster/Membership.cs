using Orleans.Configuration;

namespace TockOrleans.Hosting.Cluster;

/// <summary>
/// How soon a silo that died or hangs is found out. A killed one breaks its connections and is
/// gone within about a second; a frozen one is found by the probes alone: Orleans' own default
/// takes up to a minute, this up to six seconds.
/// </summary>
internal static class Membership
{
    private const int MissedProbes = 3;
    private const int Votes = 2;
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeMin = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(10);

    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = Probe;
        options.MinProbeTimeout = ProbeMin;
        options.MaxProbeTimeout = ProbeMax;
        options.NumMissedProbesLimit = MissedProbes;
        options.NumVotesForDeathDeclaration = Votes;
        options.TableRefreshTimeout = TableRefresh;
        options.IAmAliveTablePublishTimeout = Alive;
    }
}
