using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TockOrleans.Hosting.Secrets;

namespace TockOrleans.Hosting.Tests.Secrets;

public sealed class SecretOptionsTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Theory]
    [InlineData("Tock:Storage:Profile", "embedded")]
    [InlineData("Tock:Role", "all")]
    [InlineData("Unrelated", "1")]
    public void A_process_alone_with_its_data_needs_no_keys(string setting, string value) =>
        Assert.True(Check([(setting, value)]).Succeeded);

    [Theory]
    [InlineData("Tock:Storage:Profile", "postgres")]
    [InlineData("Tock:Storage:Profile", "azure")]
    [InlineData("Tock:Role", "ingress")]
    [InlineData("Tock:Role", "silo")]
    public void Processes_that_share_data_must_be_given_keys(string setting, string value)
    {
        var told = Assert.Single(Check([(setting, value)]).Failures!);
        foreach (var part in (string[])["Tock:Secrets:Keys", setting, value, "openssl"])
            Assert.Contains(part, told, StringComparison.Ordinal);
        Assert.True(Check([(setting, value)], Key).Succeeded);
    }

    [Fact]
    public void Keys_that_are_none_are_told_all_at_once_without_their_text()
    {
        var told = Check([], Key, "c2hvcnQ=", "not base64", "", Key).Failures!.ToArray();
        Assert.Equal(
            [
                "Tock:Secrets:Keys:1 must be 32 bytes in base64; "
                    + "make one with: openssl rand -base64 32",
                "Tock:Secrets:Keys:2 must be 32 bytes in base64; "
                    + "make one with: openssl rand -base64 32",
                "Tock:Secrets:Keys:3 must be 32 bytes in base64; "
                    + "make one with: openssl rand -base64 32",
                "Tock:Secrets:Keys:4 is there twice",
            ],
            told);
    }

    [Fact]
    public void More_than_sixteen_keys_are_too_many()
    {
        var keys = Enumerable.Range(0, 17).Select(_ => SecretKey.Make()).ToArray();
        Assert.True(Check([], keys[..16]).Succeeded);
        Assert.Equal(
            "Tock:Secrets:Keys may hold at most 16 keys", Assert.Single(Check([], keys).Failures!));
    }

    private static ValidateOptionsResult Check(
        (string Name, string Value)[] settings, params string[] keys)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting =>
                new KeyValuePair<string, string?>(setting.Name, setting.Value)))
            .Build();
        var options = new SecretOptions();
        foreach (var key in keys)
            options.Keys.Add(key);
        return new SecretOptionsCheck(configuration).Validate(null, options);
    }
}
