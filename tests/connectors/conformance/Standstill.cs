using System.IO.Pipelines;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>A channel that answers with a head and then stands still in the body.</summary>
internal sealed class Standstill : HttpMessageHandler
{
    /// <summary>What becomes of a delivery to it.</summary>
    public static async Task<DeliveryOutcome> Send(Connector connector, Delivery delivery)
    {
        using var http = new HttpClient(new Standstill())
        {
            Timeout = TimeSpan.FromMilliseconds(200),
        };
        return await connector.Client!
            .Send(delivery, http, CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage
        {
            Content = new StreamContent(new Pipe().Reader.AsStream()),
        });
}
