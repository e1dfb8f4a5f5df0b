using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>The Web API: https://docs.slack.dev/reference/methods.</summary>
internal sealed class SlackApi
{
    public const string Scopes =
        "app_mentions:read,channels:history,chat:write,commands,files:read,files:write,"
        + "groups:history,im:history,im:write,mpim:history,reactions:write,users:read";

    private readonly SlackState state;
    private readonly SlackSockets sockets;
    private readonly Dictionary<string, Func<SlackArguments, ApiAnswer>> methods;

    public SlackApi(
        SlackState state,
        SlackChat chat,
        SlackConversations conversations,
        SlackFiles files,
        SlackViews views,
        SlackSockets sockets)
    {
        (this.state, this.sockets) = (state, sockets);
        methods = new(StringComparer.Ordinal)
        {
            ["auth.test"] = _ => Who(),
            ["chat.postMessage"] = chat.Post,
            ["chat.postEphemeral"] = chat.PostEphemeral,
            ["chat.update"] = chat.Update,
            ["chat.delete"] = chat.Delete,
            ["reactions.add"] = chat.React,
            ["assistant.threads.setStatus"] = conversations.SetStatus,
            ["assistant.threads.setSuggestedPrompts"] =
                arguments => conversations.Decorate(arguments, "prompts"),
            ["assistant.threads.setTitle"] =
                arguments => conversations.Decorate(arguments, "title"),
            ["conversations.open"] = conversations.Open,
            ["conversations.info"] = conversations.Info,
            ["conversations.history"] = conversations.History,
            ["conversations.replies"] = conversations.Replies,
            ["users.info"] = conversations.User,
            ["files.info"] = files.Info,
            ["files.getUploadURLExternal"] = files.Begin,
            ["files.completeUploadExternal"] = files.Complete,
            ["views.open"] = views.Open,
            ["views.update"] = views.Update,
            ["views.push"] = views.Push,
        };
    }

    public ApiAnswer Answer(ApiCall call)
    {
        var (arguments, problem) = SlackArguments.Read(call);
        if (arguments is null)
            return SlackReply.Error(problem!);
        if (call.Method == "api.test")
            return Test(arguments);
        if (call.Method == "oauth.v2.access")
            return state.Tokens.Access(call, arguments);
        if (call.Method == "apps.connections.open")
            return sockets.NewAddress(call.Bearer ?? arguments.Text("token"), state.Address());
        if (!methods.TryGetValue(call.Method, out var method))
            return SlackReply.Error("unknown_method");
        if (state.Tokens.Problem(call.Bearer ?? arguments.Text("token")) is { } refusal)
            return SlackReply.Error(refusal);
        var team = state.Tokens.TeamOf(call.Bearer ?? arguments.Text("token"));
        if ((arguments.Text("channel") ?? arguments.Text("user")) is { } place
            && !SlackTeams.IsOrganisation(team)
            && state.Teams.Of(state.Workspace.Channel(place)?.User ?? place) != team)
            return SlackReply.Error("channel_not_found");
        var answer = method(arguments);
        return answer with { Headers = [.. answer.Headers, ("X-OAuth-Scopes", Scopes)] };
    }

    private static ApiAnswer Test(SlackArguments arguments) =>
        arguments.Text("error") is { } error
            ? SlackReply.Error(error)
            : SlackReply.Ok(new() { ["args"] = new JsonObject() });

    private ApiAnswer Who() => SlackReply.Ok(new()
    {
        ["url"] = $"https://{state.Options.TeamDomain}.slack.com/",
        ["team"] = state.Options.TeamDomain,
        ["user"] = "simulated_bot",
        ["team_id"] = state.Options.TeamId,
        ["user_id"] = state.Options.BotUserId,
        ["bot_id"] = state.Options.BotId,
        ["is_enterprise_install"] = false,
    });
}
