using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TockOrleans.Cli.Tests;

/// <summary>
/// Stands in for a server in trouble: answers what it is told, one after another, and keeps what it
/// was asked.
/// </summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Queue<(int Status, string Body)> answers;
    private readonly Task serving;

    public StandIn(params (int Status, string Body)[] answers)
    {
        this.answers = new(answers);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    /// <summary>The bodies that came.</summary>
    public List<JsonElement> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task Serve()
    {
        while (listener.IsListening)
            try
            {
                var call = await listener.GetContextAsync();
                using (var body = new StreamReader(call.Request.InputStream))
                    Asked.Add(JsonElement.Parse(await body.ReadToEndAsync()));
                // The last one stands for ever.
                var (status, text) = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
                call.Response.StatusCode = status;
                call.Response.Headers["Retry-After"] = "0";
                await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                call.Response.Close();
            }
            catch (Exception failure) when (failure is HttpListenerException
                or ObjectDisposedException)
            {
                return;
            }
    }
}
