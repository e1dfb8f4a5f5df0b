using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Hosting.Storage;

/// <summary>Opens the store at start, and says where it is.</summary>
internal sealed partial class OpenAtStart(
    IServiceProvider services, ILogger<OpenAtStart> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var store = (SqliteSessionStore)services.GetService(typeof(SqliteSessionStore))!;
        LogOpened(logger, store.Path);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Conversations are kept in {Folder}")]
    private static partial void LogOpened(ILogger logger, string folder);
}
