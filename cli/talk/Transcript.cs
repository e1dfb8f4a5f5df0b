using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>The messages of an answer as lines for a terminal, choices numbered.</summary>
internal sealed class Transcript
{
    // A picture may stand in its own address.
    private const int AddressMax = 80;

    private readonly List<string> lines = [];
    private readonly List<Choice> choices = [];

    private Transcript()
    {
    }

    public IReadOnlyList<string> Lines => lines;

    /// <summary>What can be pressed: <c>!1</c> is the first.</summary>
    public IReadOnlyList<Choice> Choices => choices;

    /// <summary>Of an answer of the administration.</summary>
    /// <param name="replies">Its replies.</param>
    /// <param name="payloads">Whether to show what the channel would get, too.</param>
    public static Transcript Of(IEnumerable<JsonElement> replies, bool payloads)
    {
        var made = new Transcript();
        foreach (var reply in replies)
        {
            made.Message(reply.Member("message"));
            if (!payloads)
                continue;
            foreach (var payload in reply.Items("payloads"))
                made.Line($"    {JsonText.Line(payload)}");
            if (reply.Member("skipped") is { ValueKind: JsonValueKind.Array } skipped)
                made.Line($"    [the channel has no form for {JsonText.Line(skipped)}]");
        }
        return made;
    }

    private void Message(JsonElement message)
    {
        switch (message.Text("kind"))
        {
            case "text":
                Line(message.Text("text"));
                foreach (var note in message.Items("footnotes"))
                    Line($"  [{note.Text("identifier")}] {note.Text("title")} {note.Text("url")}");
                Offer(message.Items("buttons"));
                break;
            case "card":
                Card(message.Member("card"));
                break;
            case "carousel":
                foreach (var card in message.Items("cards"))
                    Card(card);
                break;
            case "media":
                Media(message.Member("media"), message.Text("title"));
                break;
            case "locationRequest":
                Line($"{message.Text("text")} [asks for a place]");
                break;
            case "typing":
                Line("[typing]");
                break;
            case "endOfConversation":
                Line("[the end of the conversation]");
                break;
            case "metadata":
                Line($"[metadata {JsonText.Line(message.Member("values"))}]");
                break;
            default:
                Line(JsonText.Line(message));
                break;
        }
        Offer(message.Items("suggestions"));
    }

    private void Card(JsonElement card)
    {
        Line($"# {card.Text("title")}".TrimEnd());
        if (card.Text("subTitle") is { } under)
            Line($"  {under}");
        if (card.Member("media") is { ValueKind: JsonValueKind.Object } media)
            Media(media, null);
        Offer(card.Items("buttons"));
    }

    private void Media(JsonElement media, string? title)
    {
        var address = media.Text("url") ?? "";
        if (address.Length > AddressMax)
            address = address[..AddressMax] + "…";
        Line(string.Join(' ', new[]
        {
            $"  [{media.Text("kind") ?? "file"}]", title, media.Text("description"), address,
        }.Where(part => !string.IsNullOrEmpty(part))));
    }

    private void Offer(IEnumerable<JsonElement> offered)
    {
        foreach (var one in offered)
        {
            var title = one.Text("title") ?? "";
            var choice = new Choice(
                title, one.Text("payload"), one.Text("url"), one.Text("nlpText") ?? title);
            choices.Add(choice);
            Line(choice.Url is { } url
                ? $"  !{choices.Count} {title} → {url}"
                : $"  !{choices.Count} {title}");
        }
    }

    private void Line(string? text) => lines.AddRange(
        (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(Screen.OneLine));
}
