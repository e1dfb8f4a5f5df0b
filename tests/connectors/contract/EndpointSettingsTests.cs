using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Web;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Contracts;

public sealed class EndpointSettingsTests
{
    private static readonly EndpointId Endpoint = new("app", "demo", "web");

    private static readonly SettingField Secret =
        new("signingSecret", "Signing secret", "On the app's page.")
        {
            Required = true,
            Secret = true,
            Min = 8,
        };

    private static readonly SettingField Seconds =
        new("timeout", "Time limit", "In seconds.")
        {
            Kind = SettingKind.Number,
            Min = 1,
            Max = 60,
            Default = "5",
        };

    private static readonly SettingField Api =
        new("apiBaseUrl", "Address", "The vendor's.")
        {
            Kind = SettingKind.Url,
            Default = "https://x.example/api/",
        };

    private static readonly SettingField Mode =
        new("mode", "Mode", "How.") { Choices = ["open", "closed"], Default = "open" };

    private static readonly SettingField[] Fields = [Secret, Seconds, Api, Mode];

    [Fact]
    public void Defaults_are_filled_in_and_names_have_no_case()
    {
        var settings = Make(new() { ["SIGNINGSECRET"] = "12345678" }, out var problems)!;
        Assert.Empty(problems);
        Assert.Equal("12345678", settings.Required(Secret));
        Assert.Equal(5, settings.Number(Seconds));
        Assert.Equal("https://x.example/api/", settings.Text(Api));
        Assert.Equal("open", settings.Text(Mode));
        Assert.Equal(Endpoint, settings.Endpoint);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_path_and_without_values()
    {
        Assert.Null(Make(
            new()
            {
                ["signingSecret"] = "hushh",
                ["timeout"] = "61",
                ["apiBaseUrl"] = "ftp://x",
                ["mode"] = "ajar",
                ["extra"] = "1",
            },
            out var problems));
        Assert.Equal(
            [
                "Tock:Endpoints:0:settings:signingSecret must have 8 to 4096 characters",
                "Tock:Endpoints:0:settings:timeout must be a whole number from 1 to 60",
                "Tock:Endpoints:0:settings:apiBaseUrl must be an absolute http or https address",
                "Tock:Endpoints:0:settings:mode must be one of open, closed",
                "Tock:Endpoints:0:settings:extra is unknown; "
                    + "known are signingSecret, timeout, apiBaseUrl, mode",
            ],
            problems);
    }

    [Fact]
    public void What_is_required_and_missing_is_explained()
    {
        Assert.Null(Make(new() { ["signingSecret"] = "" }, out var problems));
        Assert.Equal(
            [
                "Tock:Endpoints:0:settings:signingSecret is required "
                    + "(Signing secret: On the app's page.)",
            ],
            problems);
    }

    [Fact]
    public void The_origins_of_the_web_connector_are_as_browsers_write_them()
    {
        var web = new WebConnector();
        var settings = EndpointSettings.Create(
            Endpoint,
            web.Description.Settings,
            new Dictionary<string, string?>
            {
                ["identity"] = "open",
                ["allowedOrigins"] = "https://Shop.example/, http://localhost:3000",
            },
            "x",
            out _)!;
        Assert.Equal(
            ["https://shop.example", "http://localhost:3000"], web.AllowedOrigins(settings));
    }

    private static EndpointSettings? Make(
        Dictionary<string, string?> given, out IReadOnlyList<string> problems) =>
        EndpointSettings.Create(Endpoint, Fields, given, "Tock:Endpoints:0:settings", out problems);
}
