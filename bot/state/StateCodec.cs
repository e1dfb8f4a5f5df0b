using System.Text.Json;

namespace TockOrleans.Bot;

/// <summary>Reads and writes dialog state.</summary>
internal static class StateCodec
{
    /// <summary>The largest state, in bytes.</summary>
    public const int SizeMax = 65_536;

    public static DialogState Read(ReadOnlyMemory<byte> state) => state.IsEmpty
        ? new DialogState()
        : JsonSerializer.Deserialize(state.Span, StateJson.Default.DialogState)!;

    /// <exception cref="StoryException">It is larger than <see cref="SizeMax"/>.</exception>
    public static byte[] Write(DialogState state)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.DialogState);
        return bytes.Length <= SizeMax
            ? bytes
            : throw new StoryException(
                $"the dialog's state has {bytes.Length} bytes; {SizeMax} are allowed. Keep less in"
                + " the context and the preferences.");
    }
}
