using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// What an endpoint takes and answers, as an OpenAPI 3.1 document: of this very endpoint, as its
/// settings make it. It is for everybody, and has nothing in it that is secret.
/// </summary>
internal static class WebOpenApi
{
    /// <summary>Where it is.</summary>
    public const string Path = "openapi.json";

    private const string Request = "#/components/schemas/WebRequest";
    private const string Answer = "#/components/schemas/WebAnswer";

    private static readonly (string Status, string Why)[] Problems =
    [
        ("400", "The request is wrong: error says what"),
        ("401", "It is not proved who the user is"),
        ("403", "A page of a foreign origin sent it"),
        ("404", "There is no such endpoint"),
        ("413", "The body is too large"),
        ("429", "This user or address sends too much"),
        ("503", "Not now"),
    ];

    /// <summary>Writes the document.</summary>
    public static WebhookReply Write(EndpointSettings settings)
    {
        var way = settings.Required(WebSettings.Identity);
        var isNamed = WebSettings.IdentityOf(settings).Open;
        var schemas = WebSchemas.Answer();
        schemas["WebRequest"] = WebSchemas.Request(isNamed);
        var components = new JsonObject { ["schemas"] = schemas };
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = settings.Endpoint.ToString(),
                ["version"] = "1",
                ["description"] = "Tock's web format, and what TockOrleans adds to it.",
            },
            // Where the document is, wherever a proxy puts it.
            ["servers"] = new JsonArray(new JsonObject { ["url"] = ".." }),
            ["paths"] = Paths(settings, isNamed),
            ["components"] = components,
        };
        if (Scheme(way) is { } scheme)
        {
            components["securitySchemes"] = new JsonObject { [way] = scheme };
            document["security"] = new JsonArray(new JsonObject { [way] = new JsonArray() });
        }
        return WebhookReply.Json(200, Encoding.UTF8.GetBytes(document.ToJsonString()));
    }

    private static JsonObject? Scheme(string way) => way switch
    {
        WebSettings.ByCookie => new()
        {
            ["type"] = "apiKey",
            ["in"] = "cookie",
            ["name"] = WebCookie.Name,
            ["description"] = "Set by the first answer: a new one is a new user.",
        },
        WebSettings.ByJwt => new()
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["bearerFormat"] = "JWT",
            ["description"] = "The token of the site's own login; for a stream also access_token.",
        },
        WebSettings.ByLink => new()
        {
            ["type"] = "http",
            ["scheme"] = "bearer",
            ["description"] = "The token that the site signed; also as the parameter token.",
        },
        _ => null,
    };

    private static JsonObject Paths(EndpointSettings settings, bool isNamed)
    {
        var hasStreams = settings.Flag(WebSettings.Streams);
        var own = "/" + settings.Endpoint.Endpoint;
        var paths = new JsonObject
        {
            [own] = new JsonObject { ["post"] = Send(hasStreams) },
            [$"{own}/" + WebParser.CancelPath] = new JsonObject { ["post"] = Cancel() },
            [$"{own}/" + WebParser.HealthPath] = new JsonObject
            {
                ["get"] = new JsonObject
                {
                    ["summary"] = "Whether the endpoint is there",
                    ["security"] = new JsonArray(),
                    ["responses"] = new JsonObject { ["200"] = Described("It is") },
                },
            },
        };
        if (!hasStreams)
            return paths;
        paths[$"{own}/" + WebParser.StreamPath] = new JsonObject { ["get"] = Listen(isNamed) };
        paths[$"{own}/" + WebParser.DirectPath] = new JsonObject
        {
            ["post"] = Direct(Body(), null),
            ["get"] = Direct(null, new JsonObject
            {
                ["name"] = WebParser.MessageHeader,
                ["in"] = "header",
                ["required"] = true,
                ["description"] = "The request, as JSON",
                ["content"] = new JsonObject { ["application/json"] = Schema(Request) },
            }),
        };
        return paths;
    }

    private static JsonObject Send(bool hasStreams)
    {
        var content = new JsonObject { ["application/json"] = Schema(Answer) };
        if (hasStreams)
            content["text/event-stream"] = Events();
        return new JsonObject
        {
            ["summary"] = "What a user does; the answer is what the bot says",
            ["requestBody"] = Body(),
            ["responses"] = Responses("The answer", content, "400", "401", "403", "413"),
        };
    }

    private static JsonObject Direct(JsonObject? body, JsonObject? parameter)
    {
        var direct = new JsonObject
        {
            ["summary"] = "The same, always answered by a stream",
            ["responses"] = Responses(
                "What the answer grows to, then its messages; the last one has LAST_ANSWER",
                new JsonObject { ["text/event-stream"] = Events() },
                "400", "401", "403", "413"),
        };
        if (body is not null)
            direct["requestBody"] = body;
        if (parameter is not null)
            direct["parameters"] = new JsonArray(parameter);
        return direct;
    }

    private static JsonObject Listen(bool isNamed)
    {
        JsonArray parameters =
        [
            Parameter("lastEventId", "query", "Where the last stream broke off"),
            Parameter("Last-Event-ID", "header", "The same, as browsers send it"),
            Parameter("growing", "query", "true: answers are also shown while they grow"),
        ];
        if (isNamed)
        {
            var user = Parameter("userId", "query", "The user; in any case of letters");
            user["required"] = true;
            parameters.Insert(0, user);
        }
        return new JsonObject
        {
            ["summary"] = "A stream of what the bot says: pings, and a message each",
            ["parameters"] = parameters,
            ["responses"] = Responses(
                "The stream",
                new JsonObject { ["text/event-stream"] = Events() },
                "400", "401", "403"),
        };
    }

    private static JsonObject Cancel() => new()
    {
        ["summary"] = "Stops the story that runs; what it said until then is its answer",
        ["requestBody"] = new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                ["application/json"] = new JsonObject
                {
                    ["schema"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject
                        {
                            ["userId"] = new JsonObject { ["type"] = "string" },
                            ["eventId"] = new JsonObject
                            {
                                ["type"] = "string",
                                ["maxLength"] = WebParser.EventIdMax,
                            },
                        },
                    },
                },
            },
        },
        ["responses"] = Responses(
            "metadata.CANCELLED says whether one ran",
            new JsonObject { ["application/json"] = Schema(Answer) },
            "400", "401", "403", "413"),
    };

    private static JsonObject Body() => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { ["application/json"] = Schema(Request) },
    };

    private static JsonObject Events() => new()
    {
        ["schema"] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = "Events: ping (data 1), and message (data a WebAnswer)",
        },
    };

    private static JsonObject Parameter(string name, string place, string description) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Responses(string good, JsonObject content, params string[] bad)
    {
        var answered = Described(good);
        answered["content"] = content;
        var responses = new JsonObject { ["200"] = answered };
        foreach (var (status, why) in Problems)
            if (status is "404" or "429" or "503" || bad.Contains(status))
            {
                var refused = Described(why);
                refused["content"] = new JsonObject { ["application/json"] = Schema(Answer) };
                if (status is "429" or "503")
                    refused["headers"] = new JsonObject
                    {
                        ["Retry-After"] = new JsonObject
                        {
                            ["description"] = "In how many seconds to send the same again",
                            ["schema"] = new JsonObject { ["type"] = "integer" },
                        },
                    };
                responses[status] = refused;
            }
        return responses;
    }

    private static JsonObject Described(string description) =>
        new() { ["description"] = description };

    private static JsonObject Schema(string reference) => new()
    {
        ["schema"] = new JsonObject { ["$ref"] = reference },
    };
}
