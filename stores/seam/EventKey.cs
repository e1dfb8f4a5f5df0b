using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Stores;

/// <summary>An event's key within its session: the first 128 bits of its id's SHA-256.</summary>
/// <param name="High">The first 64 bits.</param>
/// <param name="Low">The next 64 bits.</param>
public readonly record struct EventKey(long High, long Low)
{
    /// <summary>The key's length in bytes.</summary>
    public const int Size = 16;

    /// <summary>The key of an event id.</summary>
    public static EventKey Of(string eventId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(eventId), hash);
        return Read(hash);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static EventKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes),
        BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));

    /// <summary>The key as 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <summary>Writes the key's <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Low);
    }
}
