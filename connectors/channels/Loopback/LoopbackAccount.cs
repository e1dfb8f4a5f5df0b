using System.Runtime.CompilerServices;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Loopback;

/// <summary>What sending needs of an endpoint's settings, read once for all its messages.</summary>
internal sealed class LoopbackAccount
{
    /// <summary>The scope of the endpoint's own rate, here and on the wire.</summary>
    public const string AppScope = "app";

    /// <summary>The scope of the rate of a conversation, here and on the wire.</summary>
    public const string ConversationScope = "conversation";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ConditionalWeakTable<EndpointSettings, LoopbackAccount> Known = [];

    private LoopbackAccount(EndpointSettings settings)
    {
        var api = settings.Required(LoopbackSettings.ApiBaseUrl);
        var folder = new Uri(api.EndsWith('/') ? api : api + "/");
        Messages = new Uri(folder, "messages");
        Tokens = new Uri(folder, "token");
        Token = settings.Text(LoopbackSettings.Token);
        Refresh = settings.Text(LoopbackSettings.Refresh);
        Keyed = settings.Flag(LoopbackSettings.IdempotencyKey);
        var app = Limit(settings, AppScope, LoopbackSettings.PermitsPerSecond);
        AppCosts = app is null ? [] : [new RateCost(app, "")];
        Conversation = Limit(
            settings, ConversationScope, LoopbackSettings.ConversationPermitsPerSecond);
    }

    public Uri Messages { get; }

    public Uri Tokens { get; }

    /// <summary>The fixed token; null: one is issued.</summary>
    public string? Token { get; }

    public string? Refresh { get; }

    /// <summary>Whether the channel takes an idempotency key.</summary>
    public bool Keyed { get; }

    /// <summary>What each message costs of the endpoint's own rate; may be nothing.</summary>
    public RateCost[] AppCosts { get; }

    /// <summary>The rate of a conversation; null: it has no limit.</summary>
    public RateLimit? Conversation { get; }

    public static LoopbackAccount Of(EndpointSettings settings) =>
        Known.GetValue(settings, static told => new LoopbackAccount(told));

    private static RateLimit? Limit(EndpointSettings settings, string scope, SettingField permits)
    {
        var perSecond = settings.Number(permits);
        return perSecond == 0
            ? null
            : new RateLimit(scope, perSecond, Second, settings.Number(LoopbackSettings.Burst));
    }
}
