using System.Globalization;

namespace TockOrleans.Simulators.Cli;

/// <summary>Lines in, replies out, until the input ends.</summary>
internal sealed class ConsoleChat(
    ITalk talk, TextReader input, TextWriter output, TimeSpan wait, bool isPiped)
{
    private const char PressSign = '!';

    // After a reply others may follow it.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    private readonly MessageRecord record = talk.Simulator.Messages;
    private readonly Lock gate = new();
    private readonly Lock printing = new();
    private IReadOnlyList<(string Label, Func<WebhookDelivery> Press)> choices = [];
    private int shown;

    public async Task Run(CancellationToken stop)
    {
        foreach (var (name, value) in talk.Simulator.Settings)
            Print($"{name} = {value}");
        Print("---");
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var screen = ShowReplies(ends.Token);
        try
        {
            await Talk(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C.
        }
        await ends.CancelAsync();
        await screen;
    }

    private async Task Talk(CancellationToken stop)
    {
        // Reading a console cannot be interrupted: the thread is left behind.
        while (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(stop) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var before = Count();
            if (Send(line) is not { } delivery)
                continue;
            var told = Tell(delivery, stop);
            if (isPiped)
            {
                await Replies(before, stop);
                await told;
            }
        }
    }

    private WebhookDelivery? Send(string line)
    {
        try
        {
            return line[0] == PressSign ? Press(line[1..]) : talk.Say(line);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            Print($"! {problem.Message}");
            return null;
        }
    }

    private WebhookDelivery Press(string number)
    {
        lock (gate)
            return int.TryParse(number, CultureInfo.InvariantCulture, out var at)
                && at >= 1 && at <= choices.Count
                    ? choices[at - 1].Press()
                    : throw new ArgumentException($"there is no button {number}");
    }

    // Says so if the bot does not take it; the redeliveries go on.
    private async Task Tell(WebhookDelivery delivery, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(wait);
        try
        {
            await delivery.Done.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // Not done: between two redeliveries, or on the way.
        }
        if (!delivery.IsAcknowledged)
            Print($"! not acknowledged: {delivery.LastReason} {delivery.LastStatus}".TrimEnd());
    }

    private async Task Replies(int before, CancellationToken stop)
    {
        try
        {
            await record.WaitFor(talk.Conversation, before + 1, wait, stop);
            for (var last = -1; last != Count();)
            {
                last = Count();
                await Task.Delay(Quiet, TimeProvider.System, stop);
            }
        }
        catch (TimeoutException)
        {
            Print("! no reply");
        }
    }

    private async Task ShowReplies(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await record.Reach(talk.Conversation, shown + 1, stop);
                Show();
            }
        }
        catch (OperationCanceledException)
        {
            Show();
        }
    }

    private void Show()
    {
        foreach (var message in record.Of(talk.Conversation).Skip(shown))
        {
            shown++;
            var seen = talk.Show(message);
            lock (gate)
            {
                if (seen.Choices.Count > 0)
                    choices = seen.Choices;
            }
            Print($"bot: {seen.Text}");
            foreach (var (index, (label, _)) in seen.Choices.Index())
                Print($"  {PressSign}{index + 1} {label}");
        }
    }

    private int Count() => record.Of(talk.Conversation).Count;

    private void Print(string line)
    {
        lock (printing)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
