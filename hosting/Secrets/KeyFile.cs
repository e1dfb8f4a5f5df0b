using Microsoft.Extensions.Logging;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Secrets;

/// <summary>
/// One key in a file beside the data, for a single process that was given none. The file is made
/// with the first secret, whole or not at all, and is its owner's alone.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="logger">Is told where it is.</param>
internal sealed partial class KeyFile(string path, ILogger logger) : ISecretKeys
{
    public const string Name = "secrets.key";

    // One for all: the store holds the folder for this process, and within it only one at a time
    // looks and makes.
    private static readonly Lock Gate = new();

    private SecretKey? known;

    public string Source => path;

    public SecretKey Sealing()
    {
        lock (Gate)
            return Read() ?? Make();
    }

    public SecretKey? Find(string id)
    {
        lock (Gate)
            return Read() is { } key && key.Id == id ? key : null;
    }

    private SecretKey? Read()
    {
        if (known is not null)
            return known;
        try
        {
            if (!File.Exists(path))
                return null;
            known = SecretKey.Parse(File.ReadAllText(path)) ?? throw new StoreException(
                $"The key file {path} does not hold a key of 32 bytes in base64. Put the right one"
                + " back; without it the secrets of endpoints must be given again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The key file {path} cannot be read ({failure.Message}).", failure);
        }
        LogInUse(logger, path);
        return known;
    }

    private SecretKey Make()
    {
        var draft = $"{path}.new";
        try
        {
            Write(draft, SecretKey.Make());
            File.Move(draft, path, overwrite: false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The key file {path} cannot be made ({failure.Message}). Give the right to write"
                + " there, or keys with Tock:Secrets:Keys.", failure);
        }
        return Read() ?? throw new StoreException($"The key file {path} is gone again.");
    }

    private static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        using (var writer = new StreamWriter(stream, leaveOpen: true))
            writer.WriteLine(text);
        stream.Flush(flushToDisk: true);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Secrets of endpoints are sealed with the key in {File}: who has it and the data can read"
        + " them, and without it they are lost. Keep a copy elsewhere, or set Tock:Secrets:Keys")]
    private static partial void LogInUse(ILogger logger, string file);
}
