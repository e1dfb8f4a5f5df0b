using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Dead letters in the administration.</summary>
public sealed class DeadLetterAdmin(IClusterClient cluster, TimeProvider clock)
{
    private const int DefaultLimit = 100;
    private const int ReplayPage = 100;
    private const int ReplayMax = 1_000;
    private const int ReasonMax = 200;

    private static readonly TimeSpan ReplayLimit = TimeSpan.FromSeconds(5);

    internal async Task List(HttpContext http, EndpointId id)
    {
        var query = http.Request.Query;
        var limit = DefaultLimit;
        DeadLetterName? after = null;
        if (query["limit"].ToString() is { Length: > 0 } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > IDeadLetters.PageMax))
            await AdminAnswers.Refuse(
                http, 400, $"limit must be from 1 to {IDeadLetters.PageMax}");
        else if (query["after"].ToString() is { Length: > 0 } cursor
            && (after = Cursor(cursor, id)) is null)
            await AdminAnswers.Refuse(
                http, 400, "after must be the member 'next' of the page before");
        else if (!IsReason(query["reason"].ToString()))
            await AdminAnswers.Refuse(
                http, 400, $"reason must have at most {ReasonMax} characters");
        else
            await List(http, id, query["reason"].ToString(), after, limit);
    }

    internal async Task Replay(HttpContext http, EndpointId id)
    {
        if (await AdminAnswers.Read(http, AdminJson.Default.ReplayOrder) is not { } order)
            return;
        switch (order)
        {
            case { Session: { } name, Seq: > 0 and var seq, Reason: null, All: null }:
                await Replay(http, id, name, seq);
                break;
            case { Session: null, Seq: null, Reason: { Length: > 0 } reason, All: null }
                when IsReason(reason):
                await Replay(http, id, reason);
                break;
            case { Session: null, Seq: null, Reason: null, All: true }:
                await Replay(http, id, reason: null);
                break;
            default:
                await AdminAnswers.Refuse(
                    http,
                    400,
                    """the body must be {"session","seq"}, {"reason"} or {"all":true}""");
                break;
        }
    }

    private async Task List(
        HttpContext http, EndpointId id, string reason, DeadLetterName? after, int limit)
    {
        var letters = await cluster.GetGrain<IDeadLetters>(id.ToString())
            .List(reason.Length > 0 ? reason : null, after, limit);
        await AdminAnswers.Write(
            http,
            new DeadLettersDocument(
                [.. letters.Select(Show)],
                letters.Count == limit ? Cursor(letters[^1].Name) : null),
            AdminJson.Readable.DeadLettersDocument);
    }

    private async Task Replay(HttpContext http, EndpointId id, string session, long seq)
    {
        if (!IsSessionOf(session, id))
            await AdminAnswers.Refuse(http, 400, $"session does not name one of {id}");
        else if (await cluster.GetGrain<IUserSession>(session).Replay(seq))
            await Write(http, new ReplayedDocument(1, More: false));
        else
            await AdminAnswers.Refuse(http, 404, "there is no such dead letter");
    }

    private async Task Replay(HttpContext http, EndpointId id, string? reason)
    {
        var letters = cluster.GetGrain<IDeadLetters>(id.ToString());
        var begun = clock.GetTimestamp();
        var replayed = 0;
        var more = true;
        while (more && replayed < ReplayMax && clock.GetElapsedTime(begun) < ReplayLimit)
        {
            var queued = await letters.Replay(reason, ReplayPage);
            replayed += queued;
            more = queued == ReplayPage;
        }
        await Write(http, new ReplayedDocument(replayed, more));
    }

    private static Task Write(HttpContext http, ReplayedDocument replayed)
    {
        AdminCall.Of(http).Outcome =
            $"{replayed.Replayed} replayed{(replayed.More ? ", more left" : "")}";
        return AdminAnswers.Write(http, replayed, AdminJson.Readable.ReplayedDocument);
    }

    private static DeadLetterDocument Show(DeadLetterInfo letter) => new(
        letter.Name.Session,
        letter.Name.Seq,
        letter.At,
        letter.Attempts,
        letter.Reason,
        AdminAnswers.Json(letter.Body));

    private static bool IsReason(string reason) => reason.Length <= ReasonMax;

    private static bool IsSessionOf(string session, EndpointId id)
    {
        try
        {
            return SessionId.Parse(session).Endpoint == id;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // Opaque, so that it stands in an address as it is.
    private static string Cursor(DeadLetterName name) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{name.Seq} {name.Session}")));

    private static DeadLetterName? Cursor(string text, EndpointId id) =>
        Base64Url.IsValid(text)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is
            [var number, var session]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        && IsSessionOf(session, id)
            ? new DeadLetterName(session, seq)
            : null;
}
