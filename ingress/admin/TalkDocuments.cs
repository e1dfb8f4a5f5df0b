using System.Text.Json;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// What a test user says: one of text, payload and event; and whose payloads to show, those of a
/// connector type or of another endpoint of the bot.
/// </summary>
internal sealed record TalkOrder(
    string? User = null,
    string? Locale = null,
    string? EventId = null,
    string? As = null,
    string? Endpoint = null,
    string? Text = null,
    string? Payload = null,
    JsonElement? Event = null);

/// <summary>What the bot answered: <c>answered</c>, <c>deferred</c> or <c>taken</c>.</summary>
internal sealed record TalkDocument(
    string User,
    string Session,
    string Status,
    string? As,
    IReadOnlyList<TalkReplyDocument> Replies);

/// <summary>
/// A bot message; and, where a channel was named, what its client would be given, and what of the
/// message has no form there.
/// </summary>
internal sealed record TalkReplyDocument(
    JsonElement? Message,
    IReadOnlyList<JsonElement>? Payloads,
    IReadOnlyList<string>? Skipped);
