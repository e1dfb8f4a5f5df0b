using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Stores.Postgres;

/// <summary>
/// One piece of writing: put into a batch, told what became of it after its transaction.
/// </summary>
internal abstract class PostgresWork : StoreWork
{
    protected PostgresWork(SessionId session)
    {
        Key = session.ToString();
        Range = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Key.AsSpan()));
    }

    /// <summary>The session's key.</summary>
    public string Key { get; }

    /// <summary>A hash of the key, the same in every process: who writes it.</summary>
    public ulong Range { get; }

    /// <summary>The id of the session's row; 0: it is to be added.</summary>
    public abstract long Row { get; }

    /// <summary>About how many bytes it takes.</summary>
    public abstract long Size { get; }

    /// <summary>What tables know a session by; nothing that names the user.</summary>
    public static byte[] NameOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Puts itself into a batch.</summary>
    public abstract void Fill(WriteBatch batch);

    /// <summary>Its transaction is on disk.</summary>
    /// <param name="row">The session's row; 0: another version is there, nothing was
    /// written.</param>
    public abstract void Tell(long row);
}
