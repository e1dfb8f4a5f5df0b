using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>
/// Reads what the user said last: the bot has its own memory, and a persona of its own. Addresses
/// hold with and without <c>v1/</c>, as clients add it or not.
/// </summary>
internal sealed class OpenAiParser : IEventParser
{
    private const string Version = "v1/";
    private const string Completions = "chat/completions";
    private const string Models = "models";

    /// <summary>The longest name of a request that a client gives, in characters.</summary>
    private const int EventIdMax = 200;

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now)
    {
        var path = request.Path.StartsWith(Version, StringComparison.Ordinal)
            ? request.Path[Version.Length..]
            : request.Path;
        return (path, request.Method) switch
        {
            (Completions, "POST") => ParseBody(request, settings, now),
            (Completions, _) => NotAllowed(request.Method, "POST"),
            (Models, "GET") => new ParseResult.Answer(OpenAiResponder.Models(settings)),
            _ when path.StartsWith(Models + "/", StringComparison.Ordinal)
                && request.Method == "GET" =>
                ParseModel(path[(Models.Length + 1)..], settings),
            _ when path == Models || path.StartsWith(Models + "/", StringComparison.Ordinal) =>
                NotAllowed(request.Method, "GET"),
            _ => new ParseResult.Malformed("nothing is at this address", 404),
        };
    }

    private static ParseResult.Answer ParseModel(string name, EndpointSettings settings)
    {
        // The name has a slash, which some clients write as it is.
        var model = Uri.UnescapeDataString(name);
        return new(model == OpenAiSettings.Model(settings)
            ? OpenAiResponder.Model(settings)
            : OpenAiResponder.NoModel(model));
    }

    private static ParseResult.Answer NotAllowed(string method, string allowed) =>
        new(OpenAiResponder.Error(405, $"{method} is not allowed here, {allowed} is") with
        {
            Headers = new Dictionary<string, string> { ["Allow"] = allowed },
        });

    private static ParseResult ParseBody(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        if (!Utf8.IsValid(request.Body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, OpenAiJson.Default.OpenAiRequest)
                is { } asked
                    ? Read(asked, request, settings, now)
                    : new ParseResult.Malformed("the body is not a JSON object");
        }
        catch (JsonException failure)
        {
            return new ParseResult.Malformed(
                $"the body is not the JSON asked for, at {failure.Path}");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a text that is not Unicode");
        }
    }

    private static ParseResult Read(
        OpenAiRequest asked,
        WebhookRequest request,
        EndpointSettings settings,
        DateTimeOffset now)
    {
        if (asked.Model is null)
            return new ParseResult.Malformed("'model' is required");
        if (asked.Model != OpenAiSettings.Model(settings))
            return new ParseResult.Answer(OpenAiResponder.NoModel(asked.Model));
        if (Unserved(asked) is { } unserved)
            return new ParseResult.Malformed(unserved);
        if (OpenAiContent.Read(asked.Messages, out var problem) is not { } happened)
            return new ParseResult.Malformed(problem);
        var user = First(asked.User, asked.SafetyIdentifier,
            request.Header(settings.Required(OpenAiSettings.UserHeader)),
            settings.Text(OpenAiSettings.User));
        var thread = First(request.Header(settings.Required(OpenAiSettings.ThreadHeader)));
        if (user is null)
            return new ParseResult.Malformed(
                "'user' is required: who speaks, by an id that stays; or the header "
                + settings.Required(OpenAiSettings.UserHeader));
        if (!SessionId.TryCreate(settings.Endpoint, user, thread, out var session))
            return new ParseResult.Malformed(
                $"the user or thread id has more than {SessionId.PartMax} characters, or is not "
                + "Unicode");
        var key = First(request.Header(settings.Required(OpenAiSettings.EventHeader)));
        if (key?.Length > EventIdMax)
            return new ParseResult.Malformed(
                $"'{settings.Required(OpenAiSettings.EventHeader)}' has more than {EventIdMax} "
                + "characters");
        // Two families that never meet: a client's own ids, and one for each request.
        var eventId = key is null ? $"r:{request.Id}" : $"e:{key}";
        var reply = new OpenAiReply(
            Id(session, eventId),
            now.ToUnixTimeSeconds(),
            asked.StreamOptions?.IncludeUsage ?? false);
        var inbound = new InboundEvent(
            eventId,
            now,
            happened,
            ReplyAddress: JsonSerializer.Serialize(reply, OpenAiJson.Default.OpenAiReply),
            Metadata: asked.Metadata is { Count: > 0 } metadata ? metadata : null);
        return BoundsCheck.Excess(inbound) is { } excess
            ? new ParseResult.Malformed(excess)
            : new ParseResult.Events([new ParsedItem.FromUser(user, thread, inbound, true)
            {
                Streamed = asked.Stream ?? false,
            }]);
    }

    /// <summary>What is asked for that a bot has not, and a client would miss.</summary>
    private static string? Unserved(OpenAiRequest asked) => asked switch
    {
        { N: not (null or 1) } => "'n' must be 1: a bot has one answer",
        { ResponseFormat.Type: not (null or "text") } =>
            "'response_format' must be text: a bot says what it says",
        { Modalities: { } kinds } when kinds.Any(kind => kind != "text") =>
            "'modalities' must be text",
        _ => null,
    };

    private static string? First(params ReadOnlySpan<string?> given)
    {
        foreach (var text in given)
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        return null;
    }

    // The same for the same request, as its answer is.
    private static string Id(SessionId session, string eventId) => "chatcmpl-"
        + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{session} {eventId}")).AsSpan(0, 16));
}
