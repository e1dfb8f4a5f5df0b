using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;
using TockOrleans.Stores.Postgres;

namespace TockOrleans.Stores.Tests;

/// <summary>Orleans' membership on the tables of ours.</summary>
public sealed class PostgresClusteringTests(PostgresServer server) : IDisposable
{
    private const string Cluster = "cluster";
    private static readonly DateTime Noon = new(2030, 5, 6, 12, 0, 0, DateTimeKind.Utc);

    private readonly string database = server.NewDatabase();
    private readonly List<IHost> hosts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => hosts.ForEach(static host => host.Dispose());

    [Fact]
    public async Task Rows_of_silos_change_only_together_with_the_version_of_the_table()
    {
        var table = await Table();
        var empty = await table.ReadAllAsync(Stop);
        Assert.Empty(empty.Members);
        Assert.Equal(0, empty.Version.Version);

        Assert.True(await table.InsertRowAsync(Silo(1), empty.Version.Next(), Stop));
        // The version is used up; the silo is known.
        Assert.False(await table.InsertRowAsync(Silo(2), empty.Version.Next(), Stop));
        var one = await table.ReadAllAsync(Stop);
        Assert.Equal(1, one.Version.Version);
        Assert.False(await table.InsertRowAsync(Silo(1), one.Version.Next(), Stop));
        Assert.Equal(1, (await table.ReadAllAsync(Stop)).Version.Version);

        var changed = Silo(1);
        changed.Status = SiloStatus.Active;
        changed.SuspectTimes = [Tuple.Create(Address(2), Noon)];
        Assert.False(await table.UpdateRowAsync(changed, "0", empty.Version.Next(), Stop));
        Assert.True(await table.UpdateRowAsync(
            changed, one.Version.VersionEtag, one.Version.Next(), Stop));
        var two = await table.ReadRowAsync(Address(1), Stop);
        Assert.Equal(2, two.Version.Version);
        var row = Assert.Single(two.Members).Item1;
        Assert.Equal(Show(changed), Show(row));
        Assert.Empty((await table.ReadRowAsync(Address(2), Stop)).Members);
        Assert.Equal(2, (await table.ReadRowAsync(Address(2), Stop)).Version.Version);
        // Nobody updates a silo that is not there.
        Assert.False(await table.UpdateRowAsync(
            Silo(3), two.Version.VersionEtag, two.Version.Next(), Stop));
        Assert.Equal(2, (await table.ReadAllAsync(Stop)).Version.Version);
    }

    [Fact]
    public async Task Of_many_that_change_the_table_at_once_one_wins()
    {
        var table = await Table();
        for (var round = 0; round < 10; round++)
        {
            var version = (await table.ReadAllAsync(Stop)).Version;
            var first = round * 8;
            var won = await Task.WhenAll(Enumerable.Range(first, 8).Select(number =>
                Task.Run(() => table.InsertRowAsync(Silo(number + 1), version.Next(), Stop))));
            Assert.Single(won, static one => one);
        }
        var all = await table.ReadAllAsync(Stop);
        Assert.Equal(10, all.Members.Count);
        Assert.Equal(10, all.Version.Version);
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_silos_long_dead_are_swept_away()
    {
        var table = await Table();
        Assert.True(await table.InsertRowAsync(
            Silo(1), (await table.ReadAllAsync(Stop)).Version.Next(), Stop));
        var active = Silo(2);
        active.Status = SiloStatus.Active;
        Assert.True(await table.InsertRowAsync(
            active, (await table.ReadAllAsync(Stop)).Version.Next(), Stop));
        var late = Silo(1);
        late.IAmAliveTime = Noon.AddMinutes(5);
        await table.UpdateIAmAliveAsync(late, Stop);
        var all = await table.ReadAllAsync(Stop);
        Assert.Equal(2, all.Version.Version);
        Assert.Equal(Noon.AddMinutes(5), all.Members.Single(
            one => one.Item1.SiloAddress.Equals(Address(1))).Item1.IAmAliveTime);

        await table.CleanupDefunctSiloEntriesAsync(Noon.AddMinutes(5), Stop);
        Assert.Equal(2, (await table.ReadAllAsync(Stop)).Members.Count);
        await table.CleanupDefunctSiloEntriesAsync(Noon.AddMinutes(6), Stop);
        Assert.Equal(Address(2), Assert.Single(
            (await table.ReadAllAsync(Stop)).Members).Item1.SiloAddress);
        await table.DeleteMembershipTableEntriesAsync(Cluster, Stop);
        Assert.Equal(0L, PostgresServer.RunOn(database, "SELECT count(*) FROM tock.membership"));
    }

    [Fact]
    public async Task Two_silos_and_a_client_find_each_other_in_the_database()
    {
        using var store = PostgresStores.Open(database);
        var one = await StartSilo();
        var other = await StartSilo();
        IHost[] silos = [one, other];
        await Poll.Until(() => silos.All(silo => Silos(silo) == 2));

        var client = Build(builder => builder.UseOrleansClient(
            client => client.UsePostgresClustering()));
        await client.StartAsync(Stop);
        var gateways = client.Services.GetRequiredService<IGatewayListProvider>();
        Assert.Equal(2, (await gateways.GetGateways()).Count);
        foreach (var host in ((IHost[])[client, other, one]))
            await host.StopAsync(Stop);

        static int Silos(IHost silo) => silo.Services
            .GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(true).Count;
    }

    private async Task<IMembershipTable> Table()
    {
        using var store = PostgresStores.Open(database);
        var host = Build(builder => builder.UseOrleans(silo => silo.UsePostgresClustering()));
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Stop);
        return table;
    }

    private async Task<IHost> StartSilo()
    {
        var host = Build(builder => builder.UseOrleans(silo => silo
            .UsePostgresClustering()
            .ConfigureEndpoints(
                IPAddress.Loopback, PostgresServer.FreePort(), PostgresServer.FreePort())));
        await host.StartAsync(Stop);
        return host;
    }

    private IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddMetrics();
        builder.Services.Configure<PostgresStoreOptions>(
            options => options.ConnectionString = database);
        builder.Services.Configure<ClusterOptions>(
            options => (options.ClusterId, options.ServiceId) = (Cluster, "service"));
        configure(builder);
        var host = builder.Build();
        hosts.Add(host);
        return host;
    }

    private static SiloAddress Address(int number) =>
        SiloAddress.New(IPAddress.Loopback, 1_000 + number, number);

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = Address(number),
        SiloName = $"silo {number}",
        HostName = "höst",
        Status = SiloStatus.Joining,
        ProxyPort = 2_000 + number,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };

    private static string Show(MembershipEntry silo) => string.Create(
        CultureInfo.InvariantCulture,
        $"{silo.SiloAddress} {silo.SiloName} {silo.HostName} {silo.Status} {silo.ProxyPort}"
        + $" {silo.StartTime:O} {silo.IAmAliveTime:O}"
        + $" {string.Join(' ', (silo.SuspectTimes ?? []).Select(s => $"{s.Item1} {s.Item2:s}"))}");
}
