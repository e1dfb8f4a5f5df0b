namespace TockOrleans.Benchmarks.Streams;

/// <summary>Tells the body of a chunked answer from what is around it (RFC 9112, 7.1).</summary>
internal sealed class Chunked
{
    private int left;
    private int size;
    private int skip;

    /// <summary>Whether the next byte is one of the body.</summary>
    public bool IsBody(byte next)
    {
        if (left > 0)
        {
            // After the body of a chunk there is a line break.
            if (--left == 0)
                skip = 2;
            return true;
        }
        if (skip > 0)
            skip--;
        else if (next == (byte)'\n')
            (left, size) = (size, 0);
        else if (next != (byte)'\r')
            size = (size * 16) + Convert.ToInt32(((char)next).ToString(), 16);
        return false;
    }
}
