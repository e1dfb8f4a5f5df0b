using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TockOrleans.Ingress.Proactive;

/// <summary>
/// Reads a file of users, a line at a time: of plain text, where a line is an id and may stand in
/// quotes, or of JSON texts and objects.
/// </summary>
internal static class AudienceLines
{
    /// <summary>The longest line, in bytes; longer than any user and thread can be.</summary>
    private const int LineMax = 8_192;

    private const string TooLong = "it is too long";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// What a line says; null: nothing, it is empty. One that is not right has a problem.
    /// </summary>
    public sealed record Line(
        int Number, string? User, string? Thread, string? Endpoint, string? Problem)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"line {Number}: {Problem}");
    }

    /// <summary>Reads all lines, also after one that is not right.</summary>
    public static async IAsyncEnumerable<Line> Read(
        PipeReader body, bool isJson, [EnumeratorCancellation] CancellationToken stop)
    {
        var number = 0;
        var isTooLong = false;
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var rest = read.Buffer;
            while (NextLine(ref rest, read.IsCompleted) is { } bytes)
            {
                number++;
                var line = isTooLong || bytes.Length > LineMax
                    ? new Line(number, null, null, null, TooLong)
                    : Parse(number, Text(bytes), isJson);
                isTooLong = false;
                if (line is not null)
                    yield return line;
            }
            // Of a line without end only the fact is kept.
            if (rest.Length > LineMax)
                (isTooLong, rest) = (true, rest.Slice(rest.End));
            body.AdvanceTo(rest.Start, rest.End);
            if (!read.IsCompleted)
                continue;
            if (isTooLong)
                yield return new Line(number + 1, null, null, null, TooLong);
            yield break;
        }
    }

    private static ReadOnlySequence<byte>? NextLine(
        ref ReadOnlySequence<byte> rest, bool isWhole)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            var line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return line;
        }
        if (!isWhole || rest.IsEmpty)
            return null;
        var last = rest;
        rest = rest.Slice(rest.End);
        return last;
    }

    // Null: the bytes are no UTF-8.
    private static string? Text(ReadOnlySequence<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes).Trim('\uFEFF', ' ', '\t', '\r');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Line? Parse(int number, string? text, bool isJson) => text switch
    {
        null => new Line(number, null, null, null, "it is not UTF-8"),
        "" => null,
        _ when isJson => ParseJson(number, text),
        ['"', .. var inner, '"'] => new Line(
            number, inner.Replace("\"\"", "\"", StringComparison.Ordinal), null, null, null),
        _ => new Line(number, text, null, null, null),
    };

    private static Line ParseJson(int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.String => new Line(number, root.GetString(), null, null, null),
                JsonValueKind.Object => Named(number, root),
                _ => new Line(number, null, null, null, "it is neither a text nor an object"),
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return new Line(number, null, null, null, "it is not JSON");
        }
    }

    private static Line Named(int number, JsonElement root)
    {
        string? user = null, thread = null, endpoint = null;
        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                return new Line(number, null, null, null, "a member is not a text");
            switch (member.Name)
            {
                case "user":
                    user = member.Value.GetString();
                    break;
                case "thread":
                    thread = member.Value.GetString();
                    break;
                case "endpoint":
                    endpoint = member.Value.GetString();
                    break;
                default:
                    return new Line(
                        number, null, null, null, "it has members beside user, thread, endpoint");
            }
        }
        return user is null
            ? new Line(number, null, null, null, "user is missing")
            : new Line(number, user, thread, endpoint, null);
    }
}
