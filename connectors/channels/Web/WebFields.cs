using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Reads the members of a request and keeps the first problem, which names the member and never
/// its value. Of two members of one name the last one counts; null is the same as missing.
/// </summary>
internal sealed class WebFields(JsonElement root)
{
    private const double LatitudeMax = 90;
    private const double LongitudeMax = 180;

    public string? Problem { get; private set; }

    public string? Text(string name, int max) => Text(root, name, name, max);

    public bool Flag(string name)
    {
        var value = Find(root, name);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
            Problem ??= $"'{name}' must be true or false";
        return value is { ValueKind: JsonValueKind.True };
    }

    public FeedbackEvent? Feedback()
    {
        if (Find(root, "feedback") is not { } feedback)
            return null;
        if (feedback.ValueKind != JsonValueKind.Object)
        {
            Problem ??= "'feedback' must be an object";
            return null;
        }
        var action = Text(feedback, "actionId", "feedback.actionId", Bounds.LabelMax);
        var vote = Text(feedback, "vote", "feedback.vote", Bounds.LabelMax)?.ToUpperInvariant();
        if (string.IsNullOrEmpty(action))
            Problem ??= "'feedback.actionId' is required";
        if (vote is not (null or "UP" or "DOWN"))
            Problem ??= "'feedback.vote' must be UP or DOWN";
        return new FeedbackEvent(action ?? "", vote switch
        {
            "UP" => FeedbackVote.Up,
            "DOWN" => FeedbackVote.Down,
            _ => null,
        });
    }

    public LocationEvent? Location()
    {
        if (Find(root, "location") is not { } place)
            return null;
        if (place.ValueKind != JsonValueKind.Object)
        {
            Problem ??= "'location' must be an object";
            return null;
        }
        var latitude = Number(place, "latitude", "location.latitude", LatitudeMax);
        var longitude = Number(place, "longitude", "location.longitude", LongitudeMax);
        return new LocationEvent(latitude, longitude);
    }

    public AttachmentsEvent? File()
    {
        if (Find(root, "file") is not { } file)
            return null;
        if (file.ValueKind != JsonValueKind.Object)
        {
            Problem ??= "'file' must be an object";
            return null;
        }
        var url = Text(file, "url", "file.url", Bounds.InlineFileMax);
        var name = Text(file, "name", "file.name", Bounds.LabelMax);
        // Nothing is fetched from an address that a page names.
        if (url is null || InlineFile.Read(url, out var type) is not { } body)
        {
            Problem ??= "'file.url' must be data:{type};base64,{bytes}";
            return null;
        }
        var kind = MediaKinds.OfMimeType(type);
        return new AttachmentsEvent(
            [new Attachment(kind, url, Name: name, MimeType: type, SizeBytes: body.Length)]);
    }

    private double Number(JsonElement owner, string name, string shown, double max)
    {
        if (Find(owner, name) is { ValueKind: JsonValueKind.Number } value
            && value.TryGetDouble(out var number)
            && Math.Abs(number) <= max)
            return number;
        Problem ??= $"'{shown}' must be a number from -{max} to {max}";
        return 0;
    }

    private string? Text(JsonElement owner, string name, string shown, int max)
    {
        if (Find(owner, name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Problem ??= $"'{shown}' must be a string";
            return null;
        }
        try
        {
            var text = value.GetString()!;
            if (text.Length > max)
                Problem ??= $"'{shown}' has more than {max} characters";
            return text;
        }
        catch (InvalidOperationException)
        {
            // An escape of half a character: \ud83d alone.
            Problem ??= $"'{shown}' is not Unicode text";
            return null;
        }
    }

    private static JsonElement? Find(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
