using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Proactive;

/// <summary>
/// Brings recipients to a broadcast, a batch at a time, each of them once: of those brought already
/// it keeps 128 bits each, 40 MB for a million.
/// </summary>
internal sealed class AudienceUpload(IBroadcast broadcast)
{
    private readonly List<string> batch = new(IBroadcastPart.RecipientsMax);
    private readonly HashSet<UInt128> seen = [];
    private long number;

    /// <summary>How often somebody was named again.</summary>
    public int Duplicates { get; private set; }

    public async Task<BroadcastAnswer> Begin()
    {
        var answer = await broadcast.BeginUpload();
        number = answer.Number;
        return answer;
    }

    /// <summary>Takes a recipient; null: taken, else why not.</summary>
    public async ValueTask<BroadcastAnswer?> Add(SessionId recipient)
    {
        var name = recipient.ToString();
        if (!seen.Add(Digest(name)))
        {
            Duplicates++;
            return null;
        }
        batch.Add(name);
        return batch.Count < IBroadcastPart.RecipientsMax ? null : await Flush();
    }

    /// <summary>Ends it: those brought are the audience from now on.</summary>
    public async Task<BroadcastAnswer> Keep() =>
        (batch.Count > 0 ? await Flush() : null)
        ?? await broadcast.EndUpload(number, keep: true);

    /// <summary>Forgets what was brought; what cannot be now is with the next one.</summary>
    public async Task GiveUp()
    {
        try
        {
            await broadcast.EndUpload(number, keep: false);
        }
        catch (Exception)
        {
            // Why it is given up matters more to whoever asked, and the next upload forgets it.
        }
    }

    private async Task<BroadcastAnswer?> Flush()
    {
        var answer = await broadcast.Upload(number, [.. batch]);
        batch.Clear();
        return answer.Status == BroadcastAnswerStatus.Done ? null : answer;
    }

    private static UInt128 Digest(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
