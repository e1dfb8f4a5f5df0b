using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Slack's side: the Web API for the bot, and users whose doings arrive as events, interactions and
/// slash commands.
/// </summary>
public sealed partial class SlackSimulator : Simulator
{
    private const long BytesMax = 64 << 20;
    private const string Hooks = "/hooks/";
    private const string Uploads = "/upload/";
    private const string Authorize = "/oauth/v2/authorize";
    private const string Downloads = "/files-pri/";

    // What faults call the addresses that are no methods of the Web API.
    private const string HookMethod = "response_url";
    private const string UploadMethod = "upload";
    private const string DownloadMethod = "download";

    private readonly SlackOptions options;
    private readonly SlackState state;
    private readonly SlackChat chat;
    private readonly SlackFiles files;
    private readonly SlackViews views;
    private readonly SlackConversations conversations;
    private readonly SlackResponseUrls urls;
    private readonly SlackInteractions interactions;
    private readonly SlackApi api;

    /// <summary>Sets the workspace up; <see cref="Simulator.Start"/> makes it listen.</summary>
    public SlackSimulator(SlackOptions options)
        : base(options, new SlackProtocol(options))
    {
        this.options = options;
        var ids = new SlackIds(options.Time);
        var teams = new SlackTeams(options);
        state = new(
            options,
            new(options),
            ids,
            new(options, ids),
            teams,
            new(options, ids, teams, Webhook),
            Messages,
            () => Address);
        var triggers = new SlackTriggers(options, ids);
        chat = new(state);
        files = new(state, chat);
        views = new(state, triggers);
        conversations = new(state);
        urls = new(state, chat);
        interactions = new(state, triggers, urls, views, Webhook);
        Sockets = new(options, ids);
        api = new(state, chat, conversations, files, views, Sockets);
        if (options.SocketMode)
            Webhook.Instead = Sockets.Send;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => options.SocketMode
        ? new Dictionary<string, string>
        {
            ["socketModeEnabled"] = "true",
            ["appToken"] = options.AppToken,
            ["botToken"] = options.BotToken,
            ["apiBaseUrl"] = ApiBaseUrl.ToString(),
        }
        : new Dictionary<string, string>
        {
            ["signingSecret"] = options.SigningSecret,
            ["botToken"] = options.BotToken,
            ["apiBaseUrl"] = ApiBaseUrl.ToString(),
        };

    /// <summary>The sockets of Socket Mode.</summary>
    public SlackSockets Sockets { get; }

    /// <summary>The modals that are open, in the order they were opened.</summary>
    public IReadOnlyList<string> OpenViews => views.Ids;

    /// <summary>The statuses the bot has set in assistant threads.</summary>
    public IReadOnlyCollection<string> Statuses => conversations.Statuses;

    internal override long RequestBytesMax => BytesMax;

    /// <summary>The direct message channel of a user; made if it is not there.</summary>
    public string DirectChannel(string user) => state.Workspace.Direct(user).Id;

    /// <summary>Describes a user; those nobody describes are made up when they first act.</summary>
    public void AddUser(SlackUser user) => state.Workspace.Put(user);

    /// <summary>Makes a channel with the bot in it.</summary>
    public void AddChannel(string id, SlackChannelKind kind = SlackChannelKind.Channel) =>
        state.Workspace.Open(id, kind);

    /// <summary>Archives a channel: nothing can be posted there any more.</summary>
    public void Archive(string channel) => Find(channel).IsArchived = true;

    /// <summary>A message as Slack shows it now, with its metadata; null: there is none.</summary>
    public JsonObject? Show(string channel, string ts) =>
        state.Workspace.Message(Find(channel), ts) is { } message
            ? state.Show(message, withMetadata: true)
            : null;

    /// <summary>Whether only one user sees a message.</summary>
    public bool IsHidden(string channel, string ts) => Message(channel, ts).OnlyFor is not null;

    /// <summary>The timestamps of a channel's messages, the oldest first.</summary>
    public IReadOnlyList<string> History(string channel) =>
        [.. state.Workspace.Messages(Find(channel)).Select(message => message.Ts)];

    /// <summary>What a user can press or choose from in a message, in order.</summary>
    public IReadOnlyList<SlackAction> Actions(string channel, string ts) =>
        SlackAction.Of(Message(channel, ts).Blocks);

    /// <summary>An open modal, as Slack shows it; null: it is not open.</summary>
    public JsonObject? View(string id) => views.Find(id);

    internal override string? MethodOf(string path) =>
        path.StartsWith(Hooks, StringComparison.Ordinal) ? HookMethod
        : path.StartsWith(Uploads, StringComparison.Ordinal) ? UploadMethod
        : path.StartsWith(Downloads, StringComparison.Ordinal) ? DownloadMethod
        : base.MethodOf(path);

    internal override Task? Connect(HttpContext http) =>
        http.Request.Path == SlackSockets.Path ? Sockets.Serve(http) : null;

    internal override async Task<ApiAnswer> Answer(ApiCall call)
    {
        var path = call.Http.Request.Path.Value!;
        return call.Method switch
        {
            HookMethod => urls.Answer(call, path[Hooks.Length..]),
            UploadMethod => await files.Take(call, path[Uploads.Length..]),
            DownloadMethod => files.Download(call, path[Downloads.Length..]),
            _ => api.Answer(call),
        };
    }

    internal override ApiAnswer Refuse(FaultRule rule) => rule.Fault switch
    {
        FaultKind.RateLimited => SlackReply.TooMany(rule.RetryAfterSeconds),
        FaultKind.NotTaken =>
            SlackReply.Error("service_unavailable") with { Status = rule.Status },
        FaultKind.Uncertain => SlackReply.Error("internal_error") with
        {
            Status = StatusCodes.Status500InternalServerError,
        },
        FaultKind.TokenRevoked => SlackReply.Error("token_revoked"),
        _ => SlackReply.Error(rule.Error),
    };

    // What a browser gets: the page where people allow an app, or the one where they sign in.
    internal override Task<ApiAnswer> AnswerElsewhere(ApiCall call) =>
        Task.FromResult(call.Method == Authorize ? Allow(call) : new ApiAnswer(
            StatusCodes.Status200OK,
            "<!DOCTYPE html><title>Sign in to the simulated workspace</title>"u8.ToArray())
        {
            ContentType = "text/html; charset=utf-8",
        });

    internal override WebhookDelivery Act(JsonObject what) => new SlackScript(this).Act(what);

    private SlackChannel Find(string channel) => state.Workspace.Channel(channel)
        ?? throw new ArgumentException($"there is no channel {channel}");

    private SlackMessage Message(string channel, string ts) =>
        state.Workspace.Message(Find(channel), ts)
        ?? throw new ArgumentException($"there is no message {ts} in {channel}");
}
