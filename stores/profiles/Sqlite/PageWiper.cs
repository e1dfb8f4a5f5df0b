using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Wipes the unused middle of pages in the database file itself: where SQLite moves rows to
/// another page it leaves copies there, which nothing of its own wipes but a rewrite of the whole
/// file. Nothing reads these bytes (https://sqlite.org/fileformat2.html#b_tree_pages), so neither
/// a crash half way nor a reader meanwhile meets anything wrong.
/// </summary>
/// <param name="file">The database file.</param>
internal sealed class PageWiper(string file) : IDisposable
{
    /// <summary>How many pages are wiped at once: the writer waits so long.</summary>
    public const int PagesAtOnce = 2_048;

    private const int PageSize = 4_096;
    private const int HeaderSize = 100;
    private const int PageSizeAt = 16;
    private const int AutoVacuumAt = 52;

    // Beyond, the page number that a page of another kind begins with could be taken for the
    // kind of a page with rows.
    private const long PagesMax = 1L << 25;

    private readonly byte[] pages = new byte[PagesAtOnce * PageSize];

    // Kept open: whoever closes a file gives up all locks of its process on it, SQLite's too.
    private SafeFileHandle? handle;

    /// <summary>How many pages the file has; its log must be empty.</summary>
    /// <exception cref="StoreException">It is a file that cannot be wiped so.</exception>
    public long Count()
    {
        handle ??= File.OpenHandle(
            file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var header = pages.AsSpan(0, HeaderSize);
        Read(header, 0);
        var count = RandomAccess.GetLength(handle) / PageSize;
        return BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeAt..]) == PageSize
            && BinaryPrimitives.ReadUInt32BigEndian(header[AutoVacuumAt..]) == 0
            && count < PagesMax
                ? count
                : throw new StoreException(
                    "it is larger than 128 GiB, or has pages of another kind; VACUUM rewrites it");
    }

    /// <summary>
    /// Wipes some pages and syncs them. The log must be empty, and nobody may write meanwhile.
    /// </summary>
    /// <param name="from">The first, from 0.</param>
    /// <param name="count">How many, <see cref="PagesAtOnce"/> at the most.</param>
    public void Wipe(long from, int count)
    {
        var some = pages.AsSpan(0, count * PageSize);
        Read(some, from * PageSize);
        // From the first page that changes to the last.
        var (first, last) = (count, -1);
        for (var at = 0; at < count; at++)
            if (Wipe(some.Slice(at * PageSize, PageSize), from + at == 0 ? HeaderSize : 0))
                (first, last) = (Math.Min(first, at), at);
        if (last < 0)
            return;
        RandomAccess.Write(
            handle!,
            some[(first * PageSize)..((last + 1) * PageSize)],
            (from + first) * PageSize);
        RandomAccess.FlushToDisk(handle!);
    }

    public void Dispose() => handle?.Dispose();

    // Between the pointers to the cells and the first cell. Free pages are wiped as they become so.
    private static bool Wipe(Span<byte> page, int head)
    {
        var pointers = page[head] switch { 2 or 5 => 12, 10 or 13 => 8, _ => 0 };
        if (pointers == 0)
            return false;
        var cells = BinaryPrimitives.ReadUInt16BigEndian(page[(head + 3)..]);
        var first = BinaryPrimitives.ReadUInt16BigEndian(page[(head + 5)..]);
        var middle = head + pointers + cells * 2;
        if (middle >= first || first > PageSize || !page[middle..first].ContainsAnyExcept((byte)0))
            return false;
        page[middle..first].Clear();
        return true;
    }

    private void Read(Span<byte> into, long offset)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(handle!, into, offset);
            if (read == 0)
                throw new StoreException("it is shorter than it says");
            into = into[read..];
            offset += read;
        }
    }
}
