namespace TockOrleans.Messages;

/// <summary>
/// The limits of the model: wide enough for every channel, narrow enough that no request and no
/// story can fill a store. Channels declare narrower ones of their own.
/// </summary>
public static class Bounds
{
    /// <summary>The longest text of a message or an event, in characters.</summary>
    public const int TextMax = 40_000;

    /// <summary>The longest title, name, intent, id or address kept, in characters.</summary>
    public const int LabelMax = 2_000;

    /// <summary>The longest payload of a button, in characters.</summary>
    public const int PayloadMax = 4_000;

    /// <summary>The longest event id, in characters.</summary>
    public const int EventIdMax = 512;

    /// <summary>The most parameters of a choice, and values of metadata.</summary>
    public const int ParametersMax = 100;

    /// <summary>The most files, members or ids in one event.</summary>
    public const int ItemsMax = 100;

    /// <summary>The most suggestions, buttons, cards or footnotes of one message.</summary>
    public const int PartsMax = 50;

    /// <summary>The largest raw JSON (native or unsupported), in characters.</summary>
    public const int RawMax = 200_000;

    /// <summary>The longest address that holds its file, in characters: 300,000 bytes.</summary>
    public const int InlineFileMax = 400_100;

    /// <summary>The most messages one turn may send.</summary>
    public const int MessagesPerTurnMax = 50;

    /// <summary>The longest time a message may be delayed.</summary>
    public static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(10);

    /// <summary>The largest encoded event or message, in bytes.</summary>
    public const int EncodedMax = 512_000;
}
