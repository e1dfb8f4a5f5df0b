namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// The data folder, held by this process alone for as long as this object lives. The system
/// lets go of the lock when the process dies, however it dies.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "tock.lock";
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    public string DatabaseFile => System.IO.Path.Combine(Path, "tock.db");

    /// <exception cref="StoreException">It cannot be made, written or locked.</exception>
    public static DataFolder Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Make(full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The data folder {full} cannot be made ({failure.Message}). Give another one with"
                + " Tock:Storage:Path, or the right to write there.", failure);
        }
        return new DataFolder(full, Lock(full));
    }

    public void Dispose() => held.Dispose();

    // What people said is nobody else's: the folder we make is its owner's alone.
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Lock(string folder)
    {
        var file = System.IO.Path.Combine(folder, LockName);
        try
        {
            return new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StoreException(
                $"The data folder {folder} is read-only for this user. Give the right to write"
                + " there, or another folder with Tock:Storage:Path.", failure);
        }
        catch (IOException failure) when (File.Exists(file))
        {
            throw new StoreException(
                $"The data folder {folder} is used by another process. One process at a time may"
                + " use it: stop the other one, or give another folder with Tock:Storage:Path.",
                failure);
        }
        catch (IOException failure)
        {
            throw new StoreException(
                $"The data folder {folder} cannot be written ({failure.Message}). Give the right"
                + " to write there, or another folder with Tock:Storage:Path.", failure);
        }
    }
}
