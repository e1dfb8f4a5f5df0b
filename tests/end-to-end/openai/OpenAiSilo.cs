namespace TockOrleans.EndToEnd.Tests.OpenAi;

/// <summary>A silo whose bots are models; each test has users of its own.</summary>
public sealed class OpenAiSilo : IAsyncLifetime
{
    public const string Key = "sk-tock-0123456789abcdef";

    public SiloProcess Silo { get; } = new([.. EndpointOf(0, "echo"), .. EndpointOf(1, "demo")]);

    public async ValueTask InitializeAsync() => await Silo.Start();

    public ValueTask DisposeAsync() => Silo.DisposeAsync();

    private static IEnumerable<string> EndpointOf(int number, string bot) =>
        new[]
        {
            ("namespace", "app"), ("bot", bot), ("id", "ai"), ("type", "openai"),
            ("settings:apiKey", Key),
        }.Select(setting => $"--Tock:Endpoints:{number}:{setting.Item1}={setting.Item2}");
}
