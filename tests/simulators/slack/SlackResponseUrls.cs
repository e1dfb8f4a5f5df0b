using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Addresses to answer an interaction at: five times within half an hour.
/// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
/// </summary>
internal sealed class SlackResponseUrls(SlackState state, SlackChat chat)
{
    private const int UsesMax = 5;

    private readonly ConcurrentDictionary<string, Place> places = new();

    public string New(SlackChannel channel, string user, string? ts, string kind)
    {
        var path = $"{kind}/{state.Options.TeamId}/{state.Ids.New("")}/{state.Ids.New("s")}";
        places[path] = new(channel, user, ts, state.Options.Time.GetUtcNow());
        return new Uri(state.Address(), $"hooks/{path}").ToString();
    }

    public ApiAnswer Answer(ApiCall call, string path)
    {
        if (!places.TryGetValue(path, out var place))
            return Refuse(StatusCodes.Status404NotFound, "no_service");
        if (state.Options.Time.GetUtcNow() - place.Since > state.Options.ResponseUrlValidity)
            return Refuse(StatusCodes.Status404NotFound, "expired_url");
        var (arguments, problem) = SlackArguments.Read(call);
        if (arguments is null)
            return Refuse(StatusCodes.Status400BadRequest, problem!);
        if (place.CountUse() > UsesMax)
            return Refuse(StatusCodes.Status404NotFound, "used_url");
        return Take(arguments, place) ?? ApiAnswer.Json(new JsonObject { ["ok"] = true });
    }

    /// <summary>What an answer in the acknowledgement of a slash command does.</summary>
    public void TakeAck(SlackChannel channel, string user, string? answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return;
        var json = SlackArguments.Of(answer);
        if (json is null)
            chat.Put(channel, new(answer, null, null), null, onlyFor: user);
        else if (json.Text("text") is not null || json.Element("blocks") is not null)
            Take(json, new(channel, user, null, state.Options.Time.GetUtcNow()));
    }

    private ApiAnswer? Take(SlackArguments arguments, Place place)
    {
        var original = place.Ts is { } ts ? state.Workspace.Message(place.Channel, ts) : null;
        if (arguments.Flag("delete_original"))
        {
            if (original is not null)
                chat.Remove(place.Channel, original);
            return null;
        }
        var (content, refusal) = SlackContent.Read(arguments, state.Ids);
        if (content is null)
            return refusal! with { Status = StatusCodes.Status400BadRequest };
        if (arguments.Flag("replace_original") && original is { IsOfBot: true })
            chat.Change(place.Channel, original, content);
        else
            chat.Put(
                place.Channel,
                content,
                arguments.Text("thread_ts"),
                arguments.Text("response_type") == "in_channel" ? null : place.User);
        return null;
    }

    private static ApiAnswer Refuse(int status, string code) =>
        SlackReply.Error(code) with { Status = status };

    private sealed class Place(
        SlackChannel channel, string user, string? ts, DateTimeOffset since)
    {
        private int uses;

        public SlackChannel Channel { get; } = channel;

        public string User { get; } = user;

        public string? Ts { get; } = ts;

        public DateTimeOffset Since { get; } = since;

        public int CountUse() => Interlocked.Increment(ref uses);
    }
}
