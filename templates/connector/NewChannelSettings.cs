using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>What an endpoint is told, by the vendor's own names.</summary>
internal static class NewChannelSettings
{
    public static readonly SettingField SigningSecret = new(
        "signingSecret", "Signing secret", "Signs the requests of the channel.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly SettingField AccessToken = new(
        "accessToken", "Access token", "The bearer token of the API.")
    {
        Required = true,
        Secret = true,
    };

    /// <summary>The vendor's own address is the default; simulators and proxies need it.</summary>
    public static readonly SettingField ApiBaseUrl = new(
        "apiBaseUrl", "API address", "The channel's API.")
    {
        Kind = SettingKind.Url,
        Default = "https://api.newchannel.example/",
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
        [SigningSecret, AccessToken, ApiBaseUrl];

    /// <summary>The API's address; what is added to it comes below it.</summary>
    public static Uri ApiOf(EndpointSettings settings)
    {
        var address = settings.Required(ApiBaseUrl);
        return new Uri(address.EndsWith('/') ? address : address + "/");
    }
}
