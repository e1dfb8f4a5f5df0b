using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Hosting.Tests.Identity;

/// <summary>
/// A node with the echo bot on an endpoint for each way to know a user, and the site's login that
/// publishes its keys.
/// </summary>
public sealed class IdentityNode : IAsyncLifetime
{
    public const string Page = "https://shop.example";

    private const string Issuer = "https://login.example";
    private const string Secret = "the-first-key-of-this-endpoint-here";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebApplication login = null!;

    public Node Node { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>How often the keys were asked for.</summary>
    public int Asked { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls=http://127.0.0.1:0"],
        });
        builder.Logging.ClearProviders();
        login = builder.Build();
        login.MapGet("/keys", () =>
        {
            Asked++;
            return Results.Text(Keys());
        });
        await login.StartAsync();
        string[] settings =
        [
            .. Endpoint(0, "open"),
            .. Endpoint(1, "cookie", ("identitySecret", Secret), ("allowedOrigins", Page)),
            .. Endpoint(
                2, "jwt", ("jwtIssuer", Issuer), ("jwtAudience", "chat"),
                ("jwksUrl", $"{login.Urls.Single()}/keys")),
            .. Endpoint(3, "link", ("identitySecret", Secret)),
            .. Endpoint(4, "open", "bridge", ("bridge", "true")),
            "--Tock:Endpoints:5:namespace=app", "--Tock:Endpoints:5:bot=echo",
            "--Tock:Endpoints:5:id=test", "--Tock:Endpoints:5:type=test",
        ];
        Node = await Node.Start(settings);
        Client = new HttpClient { BaseAddress = Node.Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Node.DisposeAsync();
        await login.DisposeAsync();
        key.Dispose();
    }

    /// <summary>A token of the login.</summary>
    public string Token(string user, string keyName = "k1")
    {
        var end = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
        var signed = Part(new { alg = "ES256", kid = keyName }) + "."
            + Part(new { iss = Issuer, aud = "chat", sub = user, exp = end });
        return signed + "." + Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    /// <summary>A token as the documentation says a site makes it.</summary>
    public static string Link(string user, TimeSpan life) =>
        LinkToken.Make(user, DateTimeOffset.UtcNow + life, Secret, "app/echo/link");

    private string Keys()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new
        {
            keys = new[]
            {
                new
                {
                    kty = "EC",
                    crv = "P-256",
                    kid = "k1",
                    x = Base64Url.EncodeToString(point.X),
                    y = Base64Url.EncodeToString(point.Y),
                },
            },
        });
    }

    private static string Part(object value) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    // Endpoints are called as the way they know users.
    private static IEnumerable<string> Endpoint(
        int at, string way, params (string Name, string Value)[] settings) =>
        Endpoint(at, way, way, settings);

    private static IEnumerable<string> Endpoint(
        int at, string way, string id, params (string Name, string Value)[] settings) =>
        new (string Name, string Value)[]
        {
            ("namespace", "app"), ("bot", "echo"), ("id", id), ("type", "web"),
            ("settings:identity", way),
        }
        .Concat(settings.Select(setting => ($"settings:{setting.Name}", setting.Value)))
        .Select(setting => $"--Tock:Endpoints:{at}:{setting.Item1}={setting.Item2}");
}
