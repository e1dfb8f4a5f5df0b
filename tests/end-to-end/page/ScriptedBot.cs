using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>
/// The server's side of a page under test. Like the real one it knows an event again: the same
/// event id gets the same answer. Without a script the answer to the N-th event is "turn N".
/// </summary>
internal sealed class ScriptedBot
{
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentQueue<Func<IRoute, Task>> _faults = new();
    private readonly ConcurrentDictionary<string, string> _answered = new();
    private readonly ConcurrentQueue<(string Path, string Body)> _requests = new();
    private readonly ConcurrentQueue<string?> _proofs = new();
    private int _turns;
    private int _inFlight;
    private int _inFlightMost;

    /// <summary>The bodies that arrived, in order.</summary>
    public IReadOnlyList<JsonElement> Requests =>
        [.. _requests.Select(request => JsonElement.Parse(request.Body))];

    /// <summary>The same bodies, byte for byte.</summary>
    public IReadOnlyList<string> Bodies => [.. _requests.Select(request => request.Body)];

    /// <summary>The addresses they were sent to.</summary>
    public IReadOnlyList<string> Paths => [.. _requests.Select(request => request.Path)];

    /// <summary>The proofs that came with them.</summary>
    public IReadOnlyList<string?> Authorizations => [.. _proofs];

    /// <summary>The most requests that waited at the gate at one time.</summary>
    public int InFlightMost => _inFlightMost;

    /// <summary>Answers wait for it, where it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>The next new event is answered with these messages.</summary>
    public ScriptedBot Says(string messages, string metadata = "{}")
    {
        _answers.Enqueue($$"""{"responses":{{messages}},"metadata":{{metadata}}}""");
        return this;
    }

    /// <summary>The next request meets this.</summary>
    public ScriptedBot Fails(Func<IRoute, Task> fault)
    {
        _faults.Enqueue(fault);
        return this;
    }

    /// <summary>The next request is refused with this status, before anything is stored.</summary>
    public ScriptedBot Fails(int status, string? retryAfter = null, string body = "") =>
        Fails(route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = status,
            Body = body,
            Headers = retryAfter is null ? [] : new Dictionary<string, string>
            {
                ["Retry-After"] = retryAfter,
            },
        }));

    public async Task AnswerAsync(IRoute route)
    {
        var body = route.Request.PostData ?? "";
        _proofs.Enqueue(route.Request.Headers.GetValueOrDefault("authorization"));
        _requests.Enqueue((new Uri(route.Request.Url).AbsolutePath, body));
        _inFlightMost = Math.Max(_inFlightMost, Interlocked.Increment(ref _inFlight));
        if (Gate is { } gate)
            await gate.Task;
        // Before the answer leaves: the next request may be here before this call returns.
        Interlocked.Decrement(ref _inFlight);
        if (_faults.TryDequeue(out var fault))
            await fault(route);
        else
            await route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "application/json",
                Body = Answer(body),
            });
    }

    /// <summary>Takes the event and loses the answer, as a server that dies in between.</summary>
    public Task TakeAndLoseAsync(IRoute route)
    {
        Answer(route.Request.PostData ?? "");
        return route.AbortAsync("connectionreset");
    }

    private string Answer(string body)
    {
        using var request = JsonDocument.Parse(body);
        var id = request.RootElement.GetProperty("eventId").GetString()!;
        var isVote = request.RootElement.TryGetProperty("feedback", out _);
        return _answered.GetOrAdd(id, _ => isVote
            ? """{"responses":[],"metadata":{}}"""
            : _answers.TryDequeue(out var scripted) ? scripted : Turn());
    }

    private string Turn() =>
        $$$"""
        {"responses":[{"type":"WebMessage","text":"turn {{{Interlocked.Increment(ref _turns)}}}",
        "version":"1"}],"metadata":{}}
        """;
}
