using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Hosting.Storage;

/// <summary>Opens the store at start, and says where it is.</summary>
internal sealed partial class OpenAtStart(
    IServiceProvider services, Func<IServiceProvider, string> open, ILogger<OpenAtStart> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        LogOpened(logger, open(services));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Conversations are kept in {Place}")]
    private static partial void LogOpened(ILogger logger, string place);
}
