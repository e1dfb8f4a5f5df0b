using Microsoft.AspNetCore.Http;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>Reads a request's body, no more of it than allowed.</summary>
internal static class BodyReader
{
    private const int Chunk = 4_096;

    /// <summary>The body's bytes as they came; null: there are more than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, int max)
    {
        if (request.ContentLength > max)
            return null;
        var buffer = new byte[(int)Math.Min((request.ContentLength ?? Chunk) + 1, max + 1L)];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(
                buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > max)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, max + 1L));
        }
    }
}
