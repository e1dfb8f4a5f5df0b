using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>For which endpoint, and when, a request is read.</summary>
internal sealed record MessengerScope(EndpointSettings Settings, DateTimeOffset Now)
{
    public string Page { get; } = Settings.Required(MessengerSettings.PageId);

    public string App { get; } = Settings.Required(MessengerSettings.AppId);

    public string? GetStarted { get; } = Settings.Text(MessengerSettings.GetStarted);
}
