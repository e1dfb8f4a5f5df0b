using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>
/// A conversation at the shell: what the user does comes from the command line, else from the
/// input, a line each.
/// </summary>
/// <param name="talker">Who talks.</param>
/// <param name="screen">Where the answers go.</param>
/// <param name="payloads">Whether to show what the channel would get, too.</param>
internal sealed class Dialogue(Talker talker, Screen screen, bool payloads)
{
    private const string Prompt = "> ";

    private IReadOnlyList<Choice> choices = [];

    /// <summary>What was done, and the answer to it.</summary>
    public List<(UserAct Act, JsonElement Answer)> Took { get; } = [];

    /// <summary>Holds it to its end.</summary>
    /// <param name="given">What stands on the command line; none: the input is read.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Refusal">
    /// Something could not be done. At a terminal it is told, and the user may go on.
    /// </exception>
    public async Task Hold(IReadOnlyList<string> given, CancellationToken stop)
    {
        foreach (var line in given)
            await Say(line, echoed: true, stop);
        if (given.Count > 0)
            return;
        var typed = !screen.Json && !Console.IsInputRedirected && !Console.IsOutputRedirected;
        while (await Next(typed, stop) is { } line)
            if (string.IsNullOrWhiteSpace(line))
                continue;
            else if (!typed)
                await Say(line, echoed: true, stop);
            else
                await Forgiven(line, stop);
        // The shell's own prompt begins a line.
        if (typed)
            await Console.Out.WriteLineAsync();
    }

    private static async Task<string?> Next(bool typed, CancellationToken stop)
    {
        if (typed)
            await Console.Out.WriteAsync(Prompt);
        return await Console.In.ReadLineAsync(stop);
    }

    private async Task Forgiven(string line, CancellationToken stop)
    {
        try
        {
            await Say(line, echoed: false, stop);
        }
        catch (Refusal refusal) when (refusal.OfOneTurn || refusal.ExitCode == ExitCodes.Usage)
        {
            Screen.Progress(refusal.Message);
        }
    }

    // What was not typed is shown beside its answer, once there is one.
    private async Task Say(string line, bool echoed, CancellationToken stop)
    {
        var act = UserAct.Read(line, choices);
        var answer = await talker.Do(act, stop);
        Took.Add((act, answer));
        var transcript = Transcript.Of(answer.Items("replies"), payloads);
        choices = transcript.Choices;
        if (screen.Json)
        {
            Screen.Raw(answer);
            return;
        }
        if (echoed)
            await Console.Out.WriteLineAsync(Prompt + Screen.OneLine(line));
        foreach (var shown in transcript.Lines)
            await Console.Out.WriteLineAsync(shown);
    }
}
