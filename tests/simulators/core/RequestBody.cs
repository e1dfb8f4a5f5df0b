namespace TockOrleans.Simulators;

/// <summary>Reads the body of a request, whole and bounded.</summary>
internal static class RequestBody
{
    private const int Step = 16 << 10;

    /// <summary>The bytes; null: there are more than allowed.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> Read(
        HttpRequest request, long max, CancellationToken stop)
    {
        if (request.ContentLength > max)
            return null;
        if (request.ContentLength is { } known)
        {
            var bytes = new byte[known];
            await request.Body.ReadExactlyAsync(bytes, stop);
            return bytes;
        }
        using var all = new MemoryStream();
        var buffer = new byte[Step];
        while (await request.Body.ReadAsync(buffer, stop) is var read and > 0)
        {
            if (all.Length + read > max)
                return null;
            await all.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return all.ToArray();
    }
}
