using System.Globalization;
using System.Net;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// What the Graph API's answers mean:
/// https://developers.facebook.com/docs/messenger-platform/error-codes. An error that does not
/// stand here is final.
/// </summary>
internal static class MessengerOutcomes
{
    private const int MarketingFrequency = 2018354;
    private const int SentAllTheSame = 1357046;
    private const int NotReceiving = 1545041;
    private const int AnotherApp = 2018300;

    /// <summary>Codes that say "later", each with all its subcodes but those above.</summary>
    private static readonly int[] Temporary = [1, 2, 1200];

    private static readonly int[] Throttled = [4, 17, 32, 613, 80006];

    /// <summary>Outside of the window: of messages, of news, and Instagram's.</summary>
    private static readonly int[] Windows = [2018278, 2018065, 2534022];

    /// <summary>
    /// Refusals for one user under codes that else are the token's: not receiving, no tester of an
    /// app in development, another app has the conversation.
    /// </summary>
    private static readonly int[] OneUser = [NotReceiving, 2018028, 2018108, AnotherApp];

    /// <summary>The outcome of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reply">What came back.</param>
    /// <param name="scope">Whom a limit is for.</param>
    public static DeliveryOutcome Of(MessengerCall call, MessengerReply reply, string scope)
    {
        if (reply.Failure is { } failure)
            return failure;
        if (ErrorOf(reply) is { } error)
            return OfError(error, reply, scope);
        return reply.Status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => Accepted(call, reply.Answer),
            HttpStatusCode.TooManyRequests => new DeliveryOutcome.RetryAfter(reply.After, scope),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout =>
                new DeliveryOutcome.RetryAfter(reply.After),
            HttpStatusCode.Unauthorized => new DeliveryOutcome.CredentialsInvalid("http 401"),
            >= HttpStatusCode.InternalServerError =>
                new DeliveryOutcome.Unknown($"http {(int)reply.Status}"),
            _ => new DeliveryOutcome.Rejected($"http {(int)reply.Status}"),
        };
    }

    /// <summary>The code and subcode of an error; null: the answer has none.</summary>
    public static (int Code, int Subcode)? ErrorOf(MessengerReply reply)
    {
        var error = reply.Answer?.Member("error") ?? default;
        return error.ValueKind == JsonValueKind.Object && Number(error, "code") is { } code
            ? (code, Number(error, "error_subcode") ?? 0)
            : null;
    }

    /// <summary>An error in a few signs: its code, and its subcode behind a stroke.</summary>
    public static string Name((int Code, int Subcode) error) => error.Subcode == 0
        ? error.Code.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{error.Code}/{error.Subcode}");

    private static int? Number(JsonElement error, string name) =>
        error.Member(name) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var number)
            ? number
            : null;

    private static DeliveryOutcome Accepted(MessengerCall call, JsonElement? answer) =>
        !call.IsMessage ? new DeliveryOutcome.Accepted()
        : answer?.Mid("message_id") is { } mid ? new DeliveryOutcome.Accepted(mid)
        : new DeliveryOutcome.Unknown("an answer that is not Meta's");

    private static DeliveryOutcome OfError(
        (int Code, int Subcode) error, MessengerReply reply, string scope)
    {
        var name = Name(error);
        var (code, subcode) = error;
        if (code == 1 && subcode == SentAllTheSame)
            return new DeliveryOutcome.Unknown(name);
        if (code == 4 && subcode == MarketingFrequency)
            return new DeliveryOutcome.Rejected(name);
        if (Throttled.Contains(code) || reply.Status == HttpStatusCode.TooManyRequests)
            return new DeliveryOutcome.RetryAfter(reply.After, scope);
        if (Windows.Contains(subcode))
            return new DeliveryOutcome.OutsideWindow();
        if (Temporary.Contains(code) || reply.Answer?.Member("error").Flag("is_transient") == true)
            return new DeliveryOutcome.RetryAfter(reply.After);
        return code switch
        {
            190 or 102 or 2500 => new DeliveryOutcome.CredentialsInvalid(name),
            10 or >= 200 and <= 229 or >= 231 and <= 299 when !OneUser.Contains(subcode) =>
                new DeliveryOutcome.CredentialsInvalid(name),
            _ when reply.Status >= HttpStatusCode.InternalServerError =>
                new DeliveryOutcome.Unknown(name),
            _ => new DeliveryOutcome.Rejected(name),
        };
    }
}
