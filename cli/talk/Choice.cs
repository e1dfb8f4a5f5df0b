namespace TockOrleans.Cli.Talk;

/// <summary>A button or suggestion of an answer.</summary>
/// <param name="Title">What the user sees.</param>
/// <param name="Payload">What pressing it sends; null: its text.</param>
/// <param name="Url">What pressing it opens instead.</param>
/// <param name="Text">What it says as if typed.</param>
internal sealed record Choice(string Title, string? Payload, string? Url, string Text)
{
    /// <summary>What the user does who presses it.</summary>
    /// <exception cref="Refusal">It opens an address: the bot hears nothing of it.</exception>
    public UserAct Press() => (Url, Payload) switch
    {
        ({ } url, _) => throw new Refusal(
            ExitCodes.Usage, $"'{Title}' opens {url}; nothing is sent"),
        (null, { } payload) => UserAct.Of(UserAct.Payload, payload),
        _ => UserAct.Of(UserAct.Text, Text),
    };
}
