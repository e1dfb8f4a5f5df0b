using System.Text;

namespace TockOrleans.Simulators;

/// <summary>
/// Everything the channel took, in the order it took it. Safe from any thread; 100,000 messages
/// fit, as bodies are kept only up to a bound.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="bodyBytesMax">How many bytes of bodies are kept; 0: texts only.</param>
public sealed class MessageRecord(TimeProvider time, long bodyBytesMax)
{
    private static readonly TimeSpan WaitDefault = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly List<RecordedMessage> all = [];
    private readonly Dictionary<string, List<RecordedMessage>> conversations = [];
    private readonly Dictionary<string, RecordedMessage> keys = [];
    private long bodyBytes;
    private long duplicates;
    private long keyConflicts;
    private TaskCompletionSource? change;

    /// <summary>How many messages were taken.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return all.Count;
        }
    }

    /// <summary>How many calls were recognised as repeated by their idempotency key.</summary>
    public long Duplicates => Interlocked.Read(ref duplicates);

    /// <summary>How many of those differed in recipient or text: a mistake of the sender.</summary>
    public long KeyConflicts => Interlocked.Read(ref keyConflicts);

    /// <summary>The conversations that have messages.</summary>
    public IReadOnlyList<string> Conversations
    {
        get
        {
            lock (gate)
                return [.. conversations.Keys];
        }
    }

    /// <summary>All messages, or those of a conversation, in order.</summary>
    public IReadOnlyList<RecordedMessage> Of(string? conversation = null)
    {
        lock (gate)
            return [.. Find(conversation)];
    }

    /// <summary>The texts of a conversation, in order; a message without one is empty.</summary>
    public IReadOnlyList<string> Texts(string conversation)
    {
        lock (gate)
            return [.. Find(conversation).Select(message => message.Text ?? "")];
    }

    /// <summary>The messages after a sequence number, at most so many.</summary>
    public IReadOnlyList<RecordedMessage> Since(long sequence, int max)
    {
        lock (gate)
            return all[(int)Math.Clamp(sequence, 0, all.Count)..].Take(max).ToArray();
    }

    /// <summary>Waits until a conversation (null: all) has so many messages.</summary>
    /// <param name="conversation">Which; null: all of them together.</param>
    /// <param name="count">How many.</param>
    /// <param name="limit">How long to wait, in real time; 20 seconds by default.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="TimeoutException">There are fewer; the message says how many.</exception>
    public async Task<IReadOnlyList<RecordedMessage>> WaitFor(
        string? conversation,
        int count,
        TimeSpan? limit = null,
        CancellationToken stop = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ends.CancelAfter(limit ?? WaitDefault);
        try
        {
            await Reach(conversation, count, ends.Token);
            return Of(conversation);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{Of(conversation).Count} of {count} messages for {conversation ?? "all"}");
        }
    }

    /// <summary>Forgets everything, idempotency keys too; sequence numbers begin anew.</summary>
    public void Clear()
    {
        lock (gate)
        {
            all.Clear();
            conversations.Clear();
            keys.Clear();
            bodyBytes = duplicates = keyConflicts = 0;
        }
    }

    /// <summary>Waits until a conversation (null: all) has so many messages.</summary>
    internal async Task Reach(string? conversation, int count, CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (gate)
            {
                if (Find(conversation).Count >= count)
                    return;
                changed = (change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await changed.WaitAsync(stop);
        }
    }

    /// <summary>Takes a message, unless its key was used within the validity.</summary>
    /// <returns>The message, new or of the first use; whether it is new.</returns>
    internal (RecordedMessage Message, bool IsNew) Add(Draft draft, TimeSpan keyValidity)
    {
        TaskCompletionSource? waiting;
        RecordedMessage message;
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (Earlier(draft, now - keyValidity) is { } earlier)
                return (earlier, false);
            message = new(
                all.Count + 1,
                now,
                draft.Conversation,
                draft.Thread,
                draft.Id(),
                draft.Text,
                draft.Key,
                Keep(draft.Body.Span));
            all.Add(message);
            if (!conversations.TryGetValue(draft.Conversation, out var conversation))
                conversations[draft.Conversation] = conversation = new(1);
            conversation.Add(message);
            if (draft.Key is { } key)
                keys[key] = message;
            (waiting, change) = (change, null);
        }
        waiting?.TrySetResult();
        return (message, true);
    }

    private List<RecordedMessage> Find(string? conversation) =>
        conversation is null ? all : conversations.GetValueOrDefault(conversation) ?? [];

    private RecordedMessage? Earlier(Draft draft, DateTimeOffset validFrom)
    {
        if (draft.Key is not { } key || !keys.TryGetValue(key, out var earlier)
            || earlier.At < validFrom)
            return null;
        duplicates++;
        if (earlier.Conversation != draft.Conversation || earlier.Text != draft.Text)
            keyConflicts++;
        return earlier;
    }

    private string? Keep(ReadOnlySpan<byte> body)
    {
        if (bodyBytes + body.Length > bodyBytesMax)
            return null;
        bodyBytes += body.Length;
        return Encoding.UTF8.GetString(body);
    }

    /// <summary>A message on its way into the record; it gets its id when it is taken.</summary>
    internal readonly record struct Draft(
        string Conversation,
        string? Thread,
        Func<string> Id,
        string? Text,
        string? Key,
        ReadOnlyMemory<byte> Body);
}
