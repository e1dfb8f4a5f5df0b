using System.Net;
using System.Net.Sockets;
using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Loopback;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Reference;

/// <summary>What a recorded answer cannot show: how connections fail.</summary>
public sealed class LoopbackClientTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TcpListener channel = new(IPAddress.Loopback, 0);

    public void Dispose() => channel.Dispose();

    [Fact]
    public async Task Nobody_there_means_nothing_was_taken()
    {
        channel.Start();
        var address = channel.LocalEndpoint;
        channel.Stop();

        Assert.Equal(new DeliveryOutcome.RetryAfter(), await Send(address, Long));
    }

    [Fact]
    public async Task A_host_that_does_not_exist_means_nothing_was_taken()
    {
        using var http = Http(Long);
        var outcome = await new LoopbackConnector().Client.Send(
            Hello("http://no-such-host.invalid/"), http, TestContext.Current.CancellationToken);

        Assert.Equal(new DeliveryOutcome.RetryAfter(), outcome);
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_leaves_the_outcome_open()
    {
        var sending = SendTo();
        using (await Accept())
        {
        }

        Assert.IsType<DeliveryOutcome.Unknown>(await sending);
    }

    [Fact]
    public async Task An_answer_cut_off_leaves_the_outcome_open()
    {
        var sending = SendTo();
        using (var connection = await Accept())
            await Write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":");

        Assert.Equal(new DeliveryOutcome.Unknown("status 200"), await sending);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_waited_for()
    {
        var sending = SendTo(Short);
        using var connection = await Accept();
        await Write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":");

        Assert.Equal(new DeliveryOutcome.Unknown("status 200"), await sending);
    }

    [Fact]
    public async Task A_channel_that_says_nothing_is_not_waited_for()
    {
        var sending = SendTo(Short);
        using var connection = await Accept();

        Assert.Equal(new DeliveryOutcome.Unknown("no answer in time"), await sending);
    }

    [Fact]
    public async Task Stopped_by_the_platform_the_outcome_is_open()
    {
        using var stop = new CancellationTokenSource();
        var sending = SendTo(Long, stop.Token);
        using var connection = await Accept();
        await stop.CancelAsync();

        Assert.Equal(new DeliveryOutcome.Unknown("stopped"), await sending);
    }

    [Fact]
    public async Task What_is_no_HTTP_leaves_the_outcome_open()
    {
        var sending = SendTo();
        using (var connection = await Accept())
            await Write(connection, "220 mail.example ESMTP\r\n");

        Assert.IsType<DeliveryOutcome.Unknown>(await sending);
    }

    [Fact]
    public async Task A_whole_answer_is_read_from_the_wire()
    {
        var sending = SendTo();
        using (var connection = await Accept())
            await Write(
                connection, "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"m1\"}");

        Assert.Equal(new DeliveryOutcome.Accepted("m1"), await sending);
    }

    private Task<DeliveryOutcome> SendTo(TimeSpan? time = null, CancellationToken? stop = null)
    {
        channel.Start();
        return Send(channel.LocalEndpoint, time ?? Long, stop);
    }

    private static async Task<DeliveryOutcome> Send(
        EndPoint address, TimeSpan time, CancellationToken? stop = null)
    {
        using var http = Http(time);
        return await new LoopbackConnector().Client.Send(
            Hello($"http://{address}/"), http, stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Straight to the channel, whatever proxy the machine has.</summary>
    private static HttpClient Http(TimeSpan time) =>
        new(new SocketsHttpHandler { UseProxy = false }) { Timeout = time };

    private static Delivery Hello(string api) => new(
        CaseFolder.Make(
            new LoopbackConnector(),
            new() { ["apiBaseUrl"] = api, ["token"] = "t1" },
            "loopback"),
        null,
        """{"to":"u1","thread":null}""",
        """{"kind":"text","text":"hi"}""",
        "key-1");

    /// <summary>A connection whose request has been read, as far as its end.</summary>
    private async Task<Socket> Accept()
    {
        var stop = TestContext.Current.CancellationToken;
        var connection = await channel.AcceptSocketAsync(stop);
        var request = new StringBuilder();
        var bytes = new byte[4_096];
        while (!request.ToString().EndsWith("}}", StringComparison.Ordinal))
        {
            var length = await connection.ReceiveAsync(bytes, stop);
            Assert.NotEqual(0, length);
            request.Append(Encoding.UTF8.GetString(bytes, 0, length));
        }
        return connection;
    }

    private static async Task Write(Socket connection, string answer) =>
        await connection.SendAsync(
            Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
}
