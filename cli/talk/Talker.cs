using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Cli.Talk;

/// <summary>Talks with a bot as a test user, one thing after another.</summary>
/// <param name="api">The server.</param>
/// <param name="endpoint">The test endpoint: <c>namespace/bot/id</c>.</param>
/// <param name="order">
/// What each request says beside what the user does: user, locale, as, endpoint.
/// </param>
internal sealed class Talker(AdminApi api, string endpoint, JsonObject order)
{
    /// <summary>How long a slow story may take, unless it is told.</summary>
    public const int WaitSeconds = 120;

    private readonly string path = Paths.Endpoint(endpoint) + "/talk";

    /// <summary>How long to ask again for an answer that was put off.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(WaitSeconds);

    /// <summary>How long to wait between two times of asking.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Does something, and gives the whole answer. Asked again under the same id, it is one turn.
    /// </summary>
    /// <exception cref="Refusal">
    /// It was refused, the answer did not come in time, or the server cannot be reached.
    /// </exception>
    public async Task<JsonElement> Do(UserAct act, CancellationToken stop)
    {
        var said = order.DeepClone().AsObject();
        said["eventId"] = Guid.NewGuid().ToString("n");
        said[act.Kind] = JsonSerializer.SerializeToNode(act.Value);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await api.Repeat(path, said, stop);
            switch (answer.Text("status"))
            {
                case "deferred":
                    break;
                case null:
                    throw new Refusal(AdminApi.NotOurs);
                default:
                    return answer;
            }
            if (TimeProvider.System.GetElapsedTime(begun) >= Wait)
                throw new Refusal("the answer did not come in time: --wait") { OfOneTurn = true };
            Screen.Progress("the story takes its time");
            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }
}
