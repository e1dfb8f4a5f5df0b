using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TockOrleans.Simulators.Messenger;

/// <summary>The Graph API, as far as a page's bot needs it.</summary>
internal sealed partial class MessengerApi(
    MessengerState state,
    MessengerMessages messages,
    MessengerControls controls,
    MessengerPersonas personas)
{
    /// <summary>What faults call the questions for a user.</summary>
    private const string Profile = "profile";

    private static readonly string[] Edges =
    [
        "messages", "message_attachments", "personas", "subscribed_apps",
        "messenger_profile", "pass_thread_control", "take_thread_control",
        "request_thread_control", "release_thread_control",
    ];

    private readonly MessengerOptions options = state.Options;

    /// <summary>The method a path stands for; null: it is none of the Graph API.</summary>
    public static string? MethodOf(string path) =>
        GraphPath().Match(path) is { Success: true } match
        ? match.Groups["edge"] is { Success: true, Value: var edge }
            ? Edges.Contains(edge) ? edge : "unknown"
            : Profile
        : null;

    public async Task<ApiAnswer> Answer(ApiCall call) =>
        await MessengerForm.Read(call) is { } form
            ? Answer(call, form)
            : MessengerErrors.BadParameter("The body is neither JSON nor a form");

    private ApiAnswer Answer(ApiCall call, MessengerForm form)
    {
        var node = GraphPath().Match(call.Http.Request.Path.Value!).Groups["node"].Value;
        var body = form.Body;
        var method = call.Http.Request.Method;
        if (Problem(call, body) is { } problem)
            return problem;
        if (call.Method == Profile && (node == options.PageId || node == "me"))
            return ApiAnswer.Json(new JsonObject
            {
                ["id"] = options.PageId,
                ["name"] = "Simulated page",
            });
        if (call.Method == Profile && personas.Has(node))
            return personas.Answer(method, node);
        if (call.Method == Profile)
            return User(node, call.Http.Request.Query["fields"].ToString());
        if (node != options.PageId && node != "me")
            return MessengerErrors.BadParameter("Object does not exist", 33);
        var posts = method == HttpMethods.Post;
        return call.Method switch
        {
            "subscribed_apps" => Subscription(call, body),
            "messenger_profile" => PageProfile(call, body),
            "messages" when posts => messages.Send(body, call.Body),
            "message_attachments" when posts => messages.Upload(form),
            "personas" => personas.Answer(method, body),
            "unknown" => MessengerErrors.Of(2500, null, "Unknown path components"),
            _ when posts => controls.Answer(call.Method, body),
            _ => MessengerErrors.BadParameter("Unsupported request"),
        };
    }

    // A token by header, by query or in the body; a proof, where it is there, must be right.
    private ApiAnswer? Problem(ApiCall call, JsonObject body)
    {
        var query = call.Http.Request.Query;
        var token = call.Bearer
            ?? (query["access_token"] is [{ } given] ? given : null)
            ?? MessengerContent.Text(body, "access_token");
        if (!state.IsTokenValid || token != options.PageAccessToken)
            return MessengerErrors.BadToken();
        var proof = query["appsecret_proof"] is [{ } told]
            ? told
            : MessengerContent.Text(body, "appsecret_proof");
        return proof is null
            ? options.RequiresProof
                ? MessengerErrors.BadParameter("API calls from the server require the proof")
                : null
            : proof == MessengerSigner.Prove(options.SigningSecret, token!)
                ? null
                : MessengerErrors.BadParameter("Invalid appsecret_proof provided");
    }

    private ApiAnswer User(string id, string fields) => state.User(id) switch
    {
        null => MessengerErrors.BadParameter("Object does not exist", 33),
        { Consents: false } => MessengerErrors.Of(230, null, "User consent is required"),
        var user => ApiAnswer.Json(user.ToJson(fields.Split(','))),
    };

    private ApiAnswer Subscription(ApiCall call, JsonObject body)
    {
        var http = call.Http.Request;
        if (http.Method == HttpMethods.Post)
        {
            var fields = http.Query["subscribed_fields"] is [{ Length: > 0 } given]
                ? given
                : Fields(body["subscribed_fields"]);
            if (fields is null)
                return MessengerErrors.BadParameter("Param subscribed_fields must be non-empty");
            state.Subscribed = fields.Split(',');
        }
        else if (http.Method == HttpMethods.Delete)
        {
            state.Subscribed = null;
        }
        else
        {
            return ApiAnswer.Json(new JsonObject { ["data"] = Subscribed() });
        }
        return ApiAnswer.Json(new JsonObject { ["success"] = true });
    }

    private static string? Fields(JsonNode? given) => given switch
    {
        JsonArray { Count: > 0 } list => string.Join(',', list.Select(one => $"{one}")),
        JsonValue value when $"{value}".Length > 0 => $"{value}",
        _ => null,
    };

    private JsonArray Subscribed() => state.Subscribed is { } fields
        ? new JsonArray(new JsonObject
        {
            ["id"] = options.AppId,
            ["name"] = "Simulated bot",
            ["subscribed_fields"] =
                new JsonArray([.. fields.Select(JsonNode (field) => JsonValue.Create(field))]),
        })
        : [];

    // https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api
    private ApiAnswer PageProfile(ApiCall call, JsonObject body)
    {
        lock (state.Profile)
        {
            if (call.Http.Request.Method == HttpMethods.Get)
            {
                var told = new JsonObject();
                foreach (var name in call.Http.Request.Query["fields"].ToString().Split(','))
                    if (state.Profile[name] is { } value)
                        told[name] = value.DeepClone();
                return ApiAnswer.Json(new JsonObject
                {
                    ["data"] = told.Count > 0 ? new JsonArray(told) : [],
                });
            }
            if (call.Http.Request.Method == HttpMethods.Delete)
                foreach (var name in body["fields"] as JsonArray ?? [])
                    state.Profile.Remove($"{name}");
            else if (body["persistent_menu"] is not null
                && body["get_started"] is null && state.Profile["get_started"] is null)
                return MessengerErrors.BadParameter("A menu needs a get started button", 2018145);
            else
                foreach (var (name, value) in body)
                    if (name is not ("access_token" or "appsecret_proof"))
                        state.Profile[name] = value?.DeepClone();
        }
        return ApiAnswer.Json(new JsonObject { ["result"] = "success" });
    }

    [GeneratedRegex(@"\A/v[0-9]{1,3}\.[0-9]{1,2}/(?<node>[A-Za-z0-9_-]+)(/(?<edge>[a-z_]+))?\z")]
    private static partial Regex GraphPath();
}
