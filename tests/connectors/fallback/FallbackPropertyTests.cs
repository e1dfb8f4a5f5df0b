using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Fallbacks;

/// <summary>What holds for any message on any channel.</summary>
public sealed partial class FallbackPropertyTests
{
    private const int Runs = 5_000;

    [Fact]
    public void Nothing_is_lost() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) =>
        {
            var fitted = Fallback.Adapt(message, channel);
            var shown = fitted.Messages.SelectMany(m => Words.Of(m, channel.Voice))
                .Concat(fitted.Choices.Select(choice => choice.Payload ?? ""))
                .Concat(fitted.Choices.Select(choice => choice.NlpText ?? ""))
                .ToArray();
            // A long text stands in several messages, white space between them left out.
            string[] wholes =
            [
                Squeeze(string.Concat(fitted.Messages.OfType<TextMessage>().Select(m => m.Text))),
                Squeeze(string.Concat(
                    fitted.Messages.OfType<TextMessage>().Select(m => m.Speech?.Text))),
                Squeeze(string.Concat(shown)),
                Squeeze(string.Concat(shown.Select(WebUtility.UrlDecode))),
            ];
            var wanted = fitted.Skipped.Count == 0
                ? message
                : new TypingMessage { Suggestions = message.Suggestions };
            foreach (var word in Words.Of(wanted, channel.Voice).Select(Squeeze))
                Assert.True(
                    wholes.Any(whole => whole.Contains(word, StringComparison.Ordinal)),
                    $"lost: {word}");
        },
        iter: Runs);

    [Fact]
    public void All_limits_are_kept() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) => Assert.All(
            Fallback.Fit(message, channel), fitted => Limits.AssertKept(fitted, channel)),
        iter: Runs);

    [Fact]
    public void Fitting_again_changes_nothing() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) =>
        {
            var once = Fallback.Fit(message, channel);
            var twice = once.SelectMany(fitted => Fallback.Fit(fitted, channel));
            Assert.Equal(once.Select(Stored), twice.Select(Stored));
        },
        iter: Runs);

    [Fact]
    public void Where_a_channel_never_numbers_nothing_is_numbered() =>
        Arbitrary.MessageAndChannel.Sample(
            (message, channel) => Assert.True(
                Fallback.Numbers(channel) || Fallback.Adapt(message, channel).Choices.Count == 0),
            iter: Runs);

    [Fact]
    public void The_same_message_is_always_fitted_the_same() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) => Assert.Equal(
            Fallback.Fit(message, channel).Select(Stored),
            Fallback.Fit(message, channel).Select(Stored)),
        iter: Runs / 10);

    [Fact]
    public void Numbers_run_from_one_without_a_gap() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) =>
        {
            var choices = Fallback.Adapt(message, channel).Choices;
            Assert.Equal(
                Enumerable.Range(1, choices.Count), choices.Select(choice => choice.Number));
        },
        iter: Runs);

    [Fact]
    public void No_character_is_cut() => Arbitrary.MessageAndChannel.Sample(
        (message, channel) =>
        {
            foreach (var text in Fallback.Fit(message, channel).SelectMany(m => Words.Of(m, true)))
            {
                Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
                Assert.DoesNotMatch(TornStart(), text);
            }
        },
        iter: Runs);

    private static string Squeeze(string text) => Space().Replace(text, "");

    private static string Stored(BotMessage message) =>
        Encoding.UTF8.GetString(MessageCodec.Encode(message));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    /// <summary>A text that starts with a joiner, a skin colour or an accent of its own.</summary>
    [GeneratedRegex(@"\A(\u200D|\u0301|\uD83C[\uDFFB-\uDFFF])")]
    private static partial Regex TornStart();
}
