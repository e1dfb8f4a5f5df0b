using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Meta's side of a page: the Graph API for the bot, and users and people in the inbox whose doings
/// arrive at the webhook.
/// </summary>
public sealed partial class MessengerSimulator : Simulator
{
    private const long BytesMax = 26 << 20;

    private readonly MessengerOptions options;
    private readonly MessengerState state;
    private readonly MessengerEvents events;
    private readonly MessengerControls controls;
    private readonly MessengerPersonas personas;
    private readonly MessengerApi api;

    /// <summary>Sets the page up; <see cref="Simulator.Start"/> makes it listen.</summary>
    public MessengerSimulator(MessengerOptions options)
        : base(options, new MessengerProtocol(options))
    {
        this.options = options;
        state = new(options, Messages);
        events = new(state, Webhook);
        controls = new(state, events);
        personas = new(state);
        api = new(state, new(state, events, personas), controls, personas);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["appId"] = options.AppId,
        ["pageId"] = options.PageId,
        ["appSecret"] = options.SigningSecret,
        ["verifyToken"] = options.VerifyToken,
        ["pageAccessToken"] = options.PageAccessToken,
        ["apiBaseUrl"] = Address.ToString(),
    };

    /// <summary>The fields the app is subscribed to; null: it was taken off the page.</summary>
    public IReadOnlyList<string>? Subscribed => state.Subscribed;

    internal override long RequestBytesMax => BytesMax;

    /// <summary>The page's profile (greeting, menu and so on), as it was set.</summary>
    public JsonObject Profile()
    {
        lock (state.Profile)
            return state.Profile.DeepClone().AsObject();
    }

    /// <summary>The signs the bot gave a user, in order: <c>typing_on</c>, <c>mark_seen</c> …
    /// </summary>
    public IReadOnlyList<string> Signs(string user)
    {
        var thread = state.Thread(user);
        lock (thread)
            return [.. thread.Signs];
    }

    /// <summary>Which app has the conversation with a user.</summary>
    public string OwnerOf(string user) => state.Thread(user).Owner;

    /// <summary>The files the bot uploaded, as they came.</summary>
    public IReadOnlyList<MessengerUploadedFile> Files =>
        [.. state.Attachments.Values.OfType<MessengerUploadedFile>()];

    /// <summary>Makes a persona of the page; its id.</summary>
    public string AddPersona(string name) =>
        personas.Add(name, "https://page.example.org/face.png");

    /// <summary>Describes a user; those nobody describes are made up when they first act.</summary>
    public void AddUser(MessengerUser user) => state.Put(user);

    /// <summary>The user takes nothing from the page any more.</summary>
    public void Block(string user) => state.Thread(user).IsBlocked = true;

    /// <summary>More time has passed since a user wrote than the clock tells.</summary>
    public void Pass(string user, TimeSpan time) => state.Thread(user).Passed += time;

    /// <summary>The token is void from here on.</summary>
    public void RevokeToken() => state.IsTokenValid = false;

    /// <summary>The app is taken off the page: the bot hears no echoes any more.</summary>
    public void TakeOffPage() => state.Subscribed = null;

    /// <summary>
    /// Saves the webhook's address in the app's settings: true, if the bot gives the challenge
    /// back.
    /// </summary>
    public async Task<bool> VerifyUrl(string? token = null, CancellationToken stop = default)
    {
        const string Challenge = "1158201444";
        using var http = new HttpClient();
        var word = Uri.EscapeDataString(token ?? options.VerifyToken);
        var address = new Uri($"{Webhook.Url}?hub.mode=subscribe&hub.challenge={Challenge}"
            + $"&hub.verify_token={word}");
        using var answer = await http.GetAsync(address, stop);
        return answer.IsSuccessStatusCode
            && answer.Content.Headers.ContentType?.MediaType == "text/plain"
            && await answer.Content.ReadAsStringAsync(stop) == Challenge;
    }

    internal override string? MethodOf(string path) => MessengerApi.MethodOf(path);

    internal override Task<ApiAnswer> Answer(ApiCall call) => api.Answer(call);

    internal override ApiAnswer Refuse(FaultRule rule) => rule.Fault switch
    {
        FaultKind.RateLimited => MessengerErrors.TooMany(options.PageId, rule.RetryAfterSeconds),
        FaultKind.NotTaken => new ApiAnswer(rule.Status, ReadOnlyMemory<byte>.Empty)
        {
            ContentType = "text/html",
            Done = false,
        },
        FaultKind.Uncertain => new ApiAnswer(
            StatusCodes.Status500InternalServerError, "<html>Sorry</html>"u8.ToArray())
        {
            ContentType = "text/html",
            Done = false,
        },
        FaultKind.TokenRevoked => MessengerErrors.BadToken(),
        _ => MessengerErrors.BadParameter(rule.Error),
    };

    internal override WebhookDelivery Act(JsonObject what) => new MessengerScript(this).Act(what);
}
