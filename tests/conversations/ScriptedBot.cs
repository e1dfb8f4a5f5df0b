using System.Collections.Concurrent;
using System.Text;
using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.Conversations.Tests;

/// <summary>
/// A bot whose turns are scripted by what the user says. State: the number of turns so far.
/// </summary>
public sealed class ScriptedBot : IBotEngine
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> begun = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();

    public string Namespace => "app";

    public string Id => "scripted";

    /// <summary>How much later the second message of <c>later</c> leaves.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <summary>Every turn that was begun: its id, its text, its attempt.</summary>
    public ConcurrentQueue<(string TurnId, string Text, int Attempt)> Turns { get; } = new();

    /// <summary>Whether no turn is held any more; see <see cref="ReleaseAll"/>.</summary>
    public bool Released { get; private set; }

    /// <summary>Completes when a turn with that text has begun.</summary>
    public Task Begun(string text) => Source(begun, text).Task;

    /// <summary>
    /// Ends what runs, so that a test leaves nothing behind: a silo that stops waits for its turns,
    /// by a clock that may stand still.
    /// </summary>
    public void ReleaseAll()
    {
        Released = true;
        foreach (var gate in gates.Values)
            gate.TrySetResult();
    }

    /// <summary>Lets turns of text <c>wait …</c> go on.</summary>
    public void Release(string text) => Source(gates, text).TrySetResult();

    public async Task<TurnResult> Run(TurnRequest request, CancellationToken stop)
    {
        var text = request.Inbound.Event switch
        {
            TextEvent said => said.Text,
            ChoiceEvent chosen => $"chose {chosen.Intent} {chosen.Title}",
            ProactiveEvent told => $"{told.Story} {told.Parameters?["name"]}",
            _ => "",
        };
        if (text.Length == 0)
            return new TurnResult(request.State.ToArray(), []);
        Turns.Enqueue((request.TurnId, text, request.Attempt));
        Source(begun, text).TrySetResult();
        if (text.StartsWith("wait", StringComparison.Ordinal))
            await Source(gates, text).Task.WaitAsync(stop);
        if (text.StartsWith("grow", StringComparison.Ordinal))
            return await Grow(request, text, stop);
        if (text.StartsWith("never", StringComparison.Ordinal))
            await Source(gates, text).Task;
        if (text.StartsWith("throw", StringComparison.Ordinal))
            throw new InvalidOperationException("as told");
        while (text.StartsWith("loop", StringComparison.Ordinal) && !Released)
            Thread.SpinWait(1_000);
        var turn = request.State.IsEmpty
            ? 1
            : int.Parse(Encoding.UTF8.GetString(request.State.Span), null) + 1;
        return new TurnResult(Encoding.UTF8.GetBytes($"{turn}"), Say(request, turn, text));
    }

    // Grows by a letter each time it is let go on; the fourth time it is whole.
    private async Task<TurnResult> Grow(
        TurnRequest request, string text, CancellationToken stop)
    {
        var grown = "";
        try
        {
            foreach (var letter in "abc")
            {
                grown += letter;
                var now = grown;
                request.Show?.Invoke(() => [new TextMessage("first"), new TextMessage(now)]);
                await Source(gates, $"{text} {now}").Task.WaitAsync(stop);
                if (text == "grow and throw")
                    throw new InvalidOperationException("as told");
            }
        }
        catch (OperationCanceledException)
        {
            return new TurnResult(
                request.State.ToArray(), [new TextMessage("first"), new TextMessage(grown)]);
        }
        return new TurnResult("1"u8.ToArray(), [new TextMessage("first"), new TextMessage(grown)]);
    }

    public IReadOnlyList<BotMessage> TechnicalError(TurnRequest request) =>
        [new TextMessage("technical error")];

    public IReadOnlyList<BotMessage> Deferral(TurnRequest request) =>
        [new TextMessage("one moment")];

    private static BotMessage[] Say(TurnRequest request, int turn, string text) =>
        text.Split(' ')[0] switch
        {
            "three" => [.. Enumerable.Range(1, 3).Select(n => new TextMessage($"{text} {n}"))],
            "later" =>
                [new TextMessage("first"), new TextMessage("second") { Delay = Later }],
            "typing" => [new TypingMessage(), new TextMessage($"turn {turn} {text}")],
            "who" => [new TextMessage(
                $"{request.Inbound.Profile?.FirstName ?? "nobody"} {request.Inbound.Locale}"
                    .TrimEnd())],
            "long" => [new TextMessage(string.Join(' ', Enumerable.Repeat("0123456789", 3)))],
            "offer" => [new TextMessage(text) { Suggestions = Offered(text) }],
            "silent" => [],
            _ => [new TextMessage($"turn {turn} {text}")],
        };

    private static Suggestion[] Offered(string text) =>
    [
        .. text.Split(' ').Skip(1)
            .Select(title => new Suggestion(title, title.ToLowerInvariant())),
    ];

    private static TaskCompletionSource Source(
        ConcurrentDictionary<string, TaskCompletionSource> sources, string text) =>
        sources.GetOrAdd(text, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
