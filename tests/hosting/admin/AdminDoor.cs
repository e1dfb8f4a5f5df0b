using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress;
using TockOrleans.Ingress.Admin;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>
/// The administration alone, in front of grains that are the test's own; it knows one endpoint,
/// <c>app/echo/shop</c>.
/// </summary>
public sealed class AdminDoor : IAsyncDisposable
{
    private const string Key = "an-admin-key-of-tests";

    private readonly WebApplication app;
    private AdminClient? client;

    private AdminDoor(object[] grains)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls=http://127.0.0.1:0", $"--Tock:Admin:Key={Key}"],
        });
        builder.Logging.ClearProviders();
        builder.Services.AddIngress();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Grains.Of([.. grains, Audit()]));
        builder.Services.AddSingleton(new ConnectorCatalog([]));
        builder.Services.AddSingleton(new EndpointDirectory([]));
        builder.Services.AddSingleton(Grains.Answering<IEndpointEditor>((method, arguments) =>
            method.Name == nameof(IEndpointEditor.Find)
                ? Task.FromResult(Find((EndpointId)arguments[0]!))
                : throw new InvalidOperationException($"not expected: {method}")));
        app = builder.Build();
        app.MapAdminApi();
    }

    /// <summary>What was written down.</summary>
    public List<AuditNote> Noted { get; } = [];

    public FakeTimeProvider Clock { get; } = new();

    public static async Task<AdminDoor> Open(params object[] grains)
    {
        var door = new AdminDoor(grains);
        await door.app.StartAsync();
        door.client = new AdminClient(door.app, Key);
        return door;
    }

    public Task<Answer> Ask(string method, string path, string? json = null) =>
        client!.Admin(method, path, json);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private IAuditTrail Audit() => Grains.Answering<IAuditTrail>((_, arguments) =>
    {
        Noted.Add((AuditNote)arguments[0]!);
        return Task.CompletedTask;
    });

    private static EndpointView? Find(EndpointId id) => id.Endpoint == "shop"
        ? new EndpointView(
            id,
            "paper",
            Declared: true,
            0,
            new Dictionary<string, string>(),
            new Dictionary<string, bool>(),
            [])
        : null;
}
