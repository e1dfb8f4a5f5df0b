using System.Net;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// What Slack's answers mean: https://docs.slack.dev/reference/methods/chat.postMessage#errors.
/// An error that does not stand here is final.
/// </summary>
internal static class SlackOutcomes
{
    /// <summary>The longest code kept of an answer.</summary>
    private const int CodeMax = 100;

    /// <summary>The outcome of an answer.</summary>
    /// <param name="method">What was called.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="after">How long the answer asks to wait.</param>
    /// <param name="scope">Whom a limit is for.</param>
    /// <param name="answer">The answer's JSON; null: it was none.</param>
    public static DeliveryOutcome Of(
        string method, HttpStatusCode status, TimeSpan? after, string scope, SlackAnswer? answer) =>
        status switch
        {
            HttpStatusCode.TooManyRequests => new DeliveryOutcome.RetryAfter(after, scope),
            _ when answer?.Error is { } error => OfError(method, error, answer, after, scope),
            _ when answer is { Ok: true } => Accepted(answer),
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous =>
                new DeliveryOutcome.Unknown("an answer that is not Slack's"),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout =>
                new DeliveryOutcome.RetryAfter(after),
            HttpStatusCode.Unauthorized =>
                new DeliveryOutcome.CredentialsInvalid($"http {(int)status}"),
            >= HttpStatusCode.InternalServerError =>
                new DeliveryOutcome.Unknown($"http {(int)status}"),
            _ => new DeliveryOutcome.Rejected($"http {(int)status}"),
        };

    /// <summary>A code of an answer, with nothing in it that is no code.</summary>
    public static string Code(string error) => string.Concat(
        SlackFields.Clip(error, CodeMax)
            .Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-' or ','));

    private static DeliveryOutcome.Accepted Accepted(SlackAnswer answer) =>
        new(answer.Ts is { } ts && answer.Channel is { } channel
            ? $"{channel}:{ts}"
            : null);

    private static DeliveryOutcome OfError(
        string method, string error, SlackAnswer answer, TimeSpan? after, string scope)
    {
        switch (error)
        {
            case "ratelimited" or "rate_limited" or "message_limit_exceeded":
                return new DeliveryOutcome.RetryAfter(after, scope);
            // Refused before it was looked at: the whole workspace is not there for now.
            case "service_unavailable" or "request_timeout" or "team_added_to_org"
                or "org_login_required":
                return new DeliveryOutcome.RetryAfter(after);
            // "It's possible some aspect of the operation succeeded before the error was raised."
            case "internal_error" or "fatal_error":
                return new DeliveryOutcome.Unknown(error);
            case "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked"
                or "token_expired" or "invalid_token" or "not_allowed_token_type"
                or "two_factor_setup_required":
                return new DeliveryOutcome.CredentialsInvalid(error);
            // Gone, perhaps by an attempt whose answer was lost: what was asked for is so.
            case "message_not_found" when method == "chat.delete":
                return new DeliveryOutcome.Accepted();
            // Without it nothing can be said; a call of a story's own fails alone.
            case "missing_scope" when method is SlackCall.PostMessage or SlackCall.PostEphemeral:
                return new DeliveryOutcome.CredentialsInvalid(Scope(answer));
            case "missing_scope":
                return new DeliveryOutcome.Rejected(Scope(answer));
            default:
                return new DeliveryOutcome.Rejected(Code(error));
        }
    }

    private static string Scope(SlackAnswer answer) =>
        answer.Needed is { } needed ? $"missing_scope {Code(needed)}" : "missing_scope";
}
