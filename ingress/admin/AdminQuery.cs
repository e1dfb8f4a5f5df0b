using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Reads the parameters of a query; what is wrong with the first that is not right is kept.
/// </summary>
/// <param name="query">The query.</param>
internal sealed class AdminQuery(IQueryCollection query)
{
    public const int DefaultLimit = 100;

    private const int AccountMax = IAccountInstaller.AccountMax;

    /// <summary>What is wrong; null: nothing so far.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many to return at the most.</summary>
    public int Limit(int most)
    {
        var text = Text("limit");
        if (text is null)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit >= 1 && limit <= most)
            return limit;
        Wrong($"limit must be from 1 to {most}");
        return DefaultLimit;
    }

    /// <summary>An endpoint; null: none is given.</summary>
    public string? Endpoint()
    {
        if (Text("endpoint") is not { } text)
            return null;
        if (!EndpointId.TryParse(text, out _))
            Wrong("endpoint must be namespace/bot/id");
        return text;
    }

    /// <summary>A user, or the beginning of one; null: none is given.</summary>
    public string? User(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (!SessionId.TryCreate(new EndpointId("a", "b", "c"), text, null, out _))
            Wrong($"{name} must have 1 to {SessionId.PartMax} characters");
        return text;
    }

    /// <summary>A time; null: none is given.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time))
            return time;
        Wrong($"{name} must be a time: 2030-05-06T12:00:00Z");
        return null;
    }

    /// <summary>A day of UTC, from its start to the next one's; null: none is given.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Day()
    {
        if (Text("day") is not { } text)
            return null;
        if (DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue)
            return (Start(day), Start(day.AddDays(1)));
        Wrong("day must be a day: 2030-05-06");
        return null;
    }

    /// <summary>A whole number that is not negative; null: none is given.</summary>
    public long? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Wrong($"{name} must be the member 'next' of the page before");
        return null;
    }

    /// <summary>A session as <see cref="Opaque(string)"/> wrote it; null: none is given.</summary>
    public string? After()
    {
        if (Text("after") is not { } text)
            return null;
        if (Session(text) is { } session)
            return session;
        Wrong("after must be the member 'next' of the page before");
        return null;
    }

    /// <summary>An account's id, where the page before ended; null: none is given.</summary>
    public string? Account()
    {
        if (Text("after") is not { } text)
            return null;
        if (text.Length > AccountMax
            || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            Wrong("after must be the member 'next' of the page before");
        return text;
    }

    /// <summary>A place in the log, as <see cref="Opaque(string, long)"/> wrote it.</summary>
    public (string? Session, long Seq) Place()
    {
        if (Text("after") is not { } text)
            return default;
        if (Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is
                [var number, var name]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && IsSession(name))
            return (name, seq);
        Wrong("after must be the member 'next' of the page before");
        return default;
    }

    /// <summary>Notes that something is wrong.</summary>
    public void Wrong(string what) => Problem ??= what;

    /// <summary>A session's name as it stands in addresses: as it is, slashes and all.</summary>
    public static string Opaque(string session) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(session));

    /// <summary>A place in the log as it stands in addresses.</summary>
    public static string Opaque(string session, long seq) =>
        Opaque(string.Create(CultureInfo.InvariantCulture, $"{seq} {session}"));

    /// <summary>Reads what <see cref="Opaque(string)"/> wrote; null: it is no session.</summary>
    public static string? Session(string text) =>
        Base64Url.IsValid(text)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) is var name
        && IsSession(name)
            ? name
            : null;

    private static bool IsSession(string name)
    {
        try
        {
            _ = SessionId.Parse(name);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static DateTimeOffset Start(DateOnly day) =>
        new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
            Wrong($"{name} is there twice");
        return values.Count == 0 || values[0] is not { Length: > 0 } text ? null : text;
    }
}
