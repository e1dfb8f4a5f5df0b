using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// The faces of a page:
/// https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas.
/// </summary>
internal sealed class MessengerPersonas(MessengerState state)
{
    private const int NameMax = 50;

    private readonly ConcurrentDictionary<string, JsonObject> all = new();

    public bool Has(string id) => all.ContainsKey(id);

    /// <summary>Makes one.</summary>
    public string Add(string name, string picture)
    {
        var id = state.NewNumber();
        all[id] = new JsonObject
        {
            ["name"] = name,
            ["profile_picture_url"] = picture,
            ["id"] = id,
        };
        return id;
    }

    /// <summary>The personas of the page.</summary>
    public ApiAnswer Answer(string method, JsonObject body)
    {
        if (method == HttpMethods.Get)
            return ApiAnswer.Json(new JsonObject
            {
                ["data"] = new JsonArray(
                    [.. all.OrderBy(one => one.Key).Select(one => one.Value.DeepClone())]),
            });
        if (MessengerContent.Text(body, "name") is not { Length: > 0 and <= NameMax } name)
            return MessengerErrors.BadParameter("name has 1 to 50 characters");
        return MessengerContent.Text(body, "profile_picture_url") is { } picture
            && Uri.TryCreate(picture, UriKind.Absolute, out _)
                ? ApiAnswer.Json(new JsonObject { ["id"] = Add(name, picture) })
                : MessengerErrors.BadParameter("profile_picture_url is required");
    }

    /// <summary>One of them, asked for or taken away.</summary>
    public ApiAnswer Answer(string method, string id) => method == HttpMethods.Delete
        ? ApiAnswer.Json(new JsonObject { ["success"] = all.TryRemove(id, out _) })
        : ApiAnswer.Json(all[id].DeepClone());
}
