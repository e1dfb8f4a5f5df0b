using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Orleans.TestingHost;
using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Hosting.Tests;

/// <summary>A silo in this process on a real store in a folder that outlives it.</summary>
public sealed class RegistryCluster : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tock-registry").FullName;
    private InProcessTestCluster cluster = null!;

    public FaultyStorage Storage { get; private set; } = null!;

    public ISessionStore Sessions { get; private set; } = null!;

    /// <summary>What sessions answer when a letter is to be replayed.</summary>
    public Func<DeadLetterName, Task<bool>> Replay { get; set; } =
        _ => throw new InvalidOperationException("not expected");

    public IClusterClient Client => cluster.Client;

    public IEndpointRegistry Registry =>
        Client.GetGrain<IEndpointRegistry>(IEndpointRegistry.Key);

    public static async Task<RegistryCluster> Start()
    {
        var started = new RegistryCluster();
        await started.Deploy();
        return started;
    }

    /// <summary>Stops the silo and starts another one on the same folder.</summary>
    public async Task Restart()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        await Deploy();
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Deploy()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddMetrics();
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Services.Configure<SqliteStoreOptions>(options => options.Path = folder);
            silo.Services.AddSqliteStores();
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                GrainStorage.Name, (provider, _) => Faulty(provider));
            silo.AddOutgoingGrainCallFilter(Answer);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
        var services = cluster.GetSiloServiceProvider();
        Sessions = services.GetRequiredService<ISessionStore>();
        Storage = (FaultyStorage)services.GetRequiredKeyedService<IGrainStorage>(
            GrainStorage.Name);
    }

    // Sessions are not what is looked at here: their answers are the test's own.
    private async Task Answer(IOutgoingGrainCallContext call)
    {
        if (call.InterfaceMethod.DeclaringType == typeof(IUserSession)
            && call.InterfaceMethod.Name == nameof(IUserSession.Replay))
            call.Result = await Replay(new DeadLetterName(
                call.TargetId.Key.ToString()!, (long)call.Request.GetArgument(0)!));
        else
            await call.Invoke();
    }

    private static FaultyStorage Faulty(IServiceProvider provider) => new(
        new SqliteGrainStorage(
            GrainStorage.Name,
            provider.GetRequiredService<SqliteSessionStore>(),
            ActivatorUtilities.CreateInstance<SystemTextJsonGrainStorageSerializer>(provider),
            provider.GetRequiredService<IActivatorProvider>()));
}
