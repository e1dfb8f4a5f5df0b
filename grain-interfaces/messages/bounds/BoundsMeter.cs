namespace TockOrleans.Messages;

/// <summary>Adds up what a record holds and keeps the first member that is too large.</summary>
internal sealed class BoundsMeter
{
    /// <summary>The most bytes a UTF-16 unit takes in JSON: an escape such as \u00e9.</summary>
    private const int BytesPerUnit = 6;

    /// <summary>More than the names and punctuation of any one member take, in bytes.</summary>
    private const int BytesPerMember = 64;

    private long encodedAtMost;
    private string? excess;

    /// <summary>A text of at most <paramref name="max"/> characters.</summary>
    public void Text(string? value, string member, int max) => Text(value, "", member, max);

    /// <summary>A title, name, id or address.</summary>
    public void Label(string? value, string member) => Text(value, member, Bounds.LabelMax);

    /// <summary>A list of at most <paramref name="max"/> items, each measured.</summary>
    public void Items<T>(IReadOnlyList<T>? items, string member, int max, Action<T> measure)
    {
        if (items is null)
            return;
        if (items.Count > max)
        {
            excess ??= $"{member} has more than {max} items";
            return;
        }
        foreach (var item in items)
        {
            encodedAtMost += BytesPerMember;
            measure(item);
        }
    }

    /// <summary>A time from zero to <paramref name="max"/>.</summary>
    public void Time(TimeSpan? value, string member, TimeSpan max)
    {
        if (value < TimeSpan.Zero || value > max)
            excess ??= $"{member} is not between 0 and {max}";
    }

    /// <summary>Named values.</summary>
    public void Values(IReadOnlyDictionary<string, string>? values, string member)
    {
        if (values?.Count > Bounds.ParametersMax)
        {
            excess ??= $"{member} has more than {Bounds.ParametersMax} values";
            return;
        }
        if (values is null)
            return;
        foreach (var (name, value) in values)
        {
            Text(name, "a name in ", member, Bounds.LabelMax);
            Text(value, "a value in ", member, Bounds.PayloadMax);
        }
    }

    /// <summary>
    /// The first excess; the true size is asked for only where it may be too large.
    /// </summary>
    public string? Excess(Func<int> encoded) =>
        excess is null && encodedAtMost > Bounds.EncodedMax && encoded() > Bounds.EncodedMax
            ? $"the whole is larger than {Bounds.EncodedMax} bytes"
            : excess;

    private void Text(string? value, string part, string member, int max)
    {
        encodedAtMost += BytesPerMember + ((long)(value?.Length ?? 0) * BytesPerUnit);
        if (value?.Length > max)
            excess ??= $"{part}{member} is longer than {max} characters";
    }
}
