using System.Text;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Makes readable text of Slack's: <c>&lt;@U1&gt;</c>, <c>&lt;https://x|label&gt;</c>,
/// <c>&amp;amp;</c>. https://docs.slack.dev/messaging/formatting-message-text
/// </summary>
internal static class SlackText
{
    private static readonly (string Entity, char Character)[] Entities =
        [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&')];

    /// <summary>Whether a text names a user.</summary>
    public static bool Mentions(string text, string user)
    {
        for (var at = text.IndexOf("<@", StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf("<@", at + 2, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at + 2);
            if (rest.StartsWith(user, StringComparison.Ordinal)
                && rest.Length > user.Length
                && rest[user.Length] is '>' or '|')
                return true;
        }
        return false;
    }

    /// <summary>The text as the user sees it, mentions of the bot left out.</summary>
    /// <param name="text">Slack's text.</param>
    /// <param name="bot">The bot's user; null: not told.</param>
    /// <param name="mentioned">
    /// Whether the bot is known to be mentioned: where its user is not told, it is whom the text
    /// begins with.
    /// </param>
    public static string Plain(string text, string? bot, bool mentioned)
    {
        if (!text.AsSpan().ContainsAny('<', '&'))
            return text.Trim();
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '<' ? text.IndexOf('>', at) : -1;
            if (end < 0)
            {
                plain.Append(Character(text, ref at));
                continue;
            }
            var token = text[(at + 1)..end];
            at = end + 1;
            var isBot = IsBot(token, bot) || (mentioned && bot is null && IsBlank(plain)
                && token.StartsWith('@'));
            if (!isBot)
                Append(plain, Shown(token));
            else if (plain.Length == 0 || char.IsWhiteSpace(plain[^1]))
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                    at++;
        }
        return plain.ToString().Trim();
    }

    private static bool IsBot(string token, string? bot) =>
        bot is not null
        && token.StartsWith('@')
        && token.AsSpan(1).StartsWith(bot, StringComparison.Ordinal)
        && (token.Length == bot.Length + 1 || token[bot.Length + 1] == '|');

    private static bool IsBlank(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!char.IsWhiteSpace(text[i]))
                return false;
        return true;
    }

    /// <summary>What a token in angle brackets looks like.</summary>
    private static string Shown(string token)
    {
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        var (target, label) = bar < 0 ? (token, "") : (token[..bar], token[(bar + 1)..]);
        return target switch
        {
            ['@', .. var user] => "@" + (label.Length > 0 ? label : user),
            ['#', .. var channel] => "#" + (label.Length > 0 ? label : channel),
            ['!', .. var special] => Special(special, label),
            _ => Link(target, label),
        };
    }

    private static string Special(string target, string label)
    {
        if (label.Length == 0)
            return "@" + target;
        var isDate = target.StartsWith("date^", StringComparison.Ordinal);
        return isDate || label[0] == '@' ? label : "@" + label;
    }

    /// <summary>
    /// A link as typed: Slack turns <c>example.org</c> into a link with that label. Only a label of
    /// its own stands beside the address.
    /// </summary>
    private static string Link(string target, string label) =>
        label.Length == 0 ? target
        : target.EndsWith(label, StringComparison.Ordinal)
            || target.EndsWith(label + "/", StringComparison.Ordinal) ? label
        : $"{label} ({target})";

    private static void Append(StringBuilder plain, string escaped)
    {
        for (var at = 0; at < escaped.Length;)
            plain.Append(Character(escaped, ref at));
    }

    private static char Character(string text, ref int at)
    {
        if (text[at] == '&')
            foreach (var (entity, character) in Entities)
                if (string.CompareOrdinal(text, at, entity, 0, entity.Length) == 0)
                {
                    at += entity.Length;
                    return character;
                }
        return text[at++];
    }
}
