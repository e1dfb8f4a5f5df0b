using Microsoft.Extensions.Logging;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// Tells once that the database is in trouble, and once that it is over: under load a database
/// that is away would else fill the log as well.
/// </summary>
internal sealed partial class TroubleLog(ILogger logger)
{
    private volatile bool troubled;
    private int told;

    public void Tell(Exception failure)
    {
        troubled = true;
        // Without the exception: what a driver puts into it is not ours to vouch for.
        if (Interlocked.Exchange(ref told, 1) == 0)
            LogTrouble(logger, PostgresErrors.Describe(failure));
    }

    public void Over()
    {
        if (troubled && Interlocked.Exchange(ref told, 0) == 1)
        {
            troubled = false;
            LogOver(logger);
        }
    }

    [LoggerMessage(LogLevel.Error, "The store cannot write ({Reason}); commits are refused")]
    private static partial void LogTrouble(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "The store writes again")]
    private static partial void LogOver(ILogger logger);
}
