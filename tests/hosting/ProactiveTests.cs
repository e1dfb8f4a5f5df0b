using Microsoft.Extensions.DependencyInjection;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests;

/// <summary>A program that hosts a bot lets it speak first, by its own services.</summary>
public sealed class ProactiveTests : IAsyncLifetime
{
    private static readonly EndpointId Loop = new("app", "echo", "loop");
    private static readonly BroadcastId News = new("app", "echo", "news");
    private static readonly ProactiveEvent What = new([new TextMessage("news")]);

    private Node node = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IProactive Proactive => node.Services.GetRequiredService<IProactive>();

    public async ValueTask InitializeAsync() => node = await Node.Start(
        "--Tock:Endpoints:0:namespace=app", "--Tock:Endpoints:0:bot=echo",
        "--Tock:Endpoints:0:id=loop", "--Tock:Endpoints:0:type=loopback",
        "--Tock:Endpoints:0:settings:signingSecret=s", "--Tock:Endpoints:0:settings:token=t",
        // Nobody listens there: what is said waits.
        "--Tock:Endpoints:0:settings:apiBaseUrl=http://127.0.0.1:9/");

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task It_says_an_order_once_and_tells_how_far_it_is()
    {
        var user = Session("u");
        Assert.Null(await Proactive.Follow(user, "o1"));
        Assert.Equal(ProactiveStatus.Queued, await Proactive.Say(user, "o1", What, Stop));
        Assert.Equal(ProactiveStatus.Queued, await Proactive.Say(Loop, "u", "o1", What, Stop));
        Assert.Equal(new ProactiveReport(1, 0, 0), await Proactive.Follow(user, "o1"));
        Assert.Equal(
            ProactiveStatus.Failed,
            await Proactive.Say(user, "o2", new ProactiveEvent(Story: "none"), Stop));
        Assert.Equal(
            ProactiveStatus.NoEndpoint,
            await Proactive.Say(Loop with { Endpoint = "gone" }, "u", "o1", What, Stop));
    }

    [Fact]
    public async Task What_breaks_a_bound_is_told_before_anything_is_asked()
    {
        await Refused("orderId", () => Proactive.Say(Session("u"), "", What, Stop));
        await Refused("what", () => Proactive.Say(Session("u"), "o", new ProactiveEvent(), Stop));
        await Refused("user", () => Proactive.Say(Loop, "", "o", What, Stop));
        Assert.Throws<ArgumentException>(() => Proactive.Broadcast(new BroadcastId("a", "b", "/")));
        Assert.Equal(
            BroadcastAnswerStatus.Invalid,
            (await Proactive.CreateBroadcast(News, ["loop"], new ProactiveEvent())).Status);
        Assert.Null(await Proactive.Broadcast(News).Get());
    }

    [Fact]
    public async Task It_makes_a_broadcast_and_an_upload_that_breaks_off_changes_nothing()
    {
        var shape = new BroadcastShape(Rate: 200, Title: "All of them");
        Assert.Equal(
            BroadcastAnswerStatus.Missing,
            (await Proactive.UploadAudience(News, Sessions(1), Stop)).Status);
        Assert.Equal(
            BroadcastAnswer.Done, await Proactive.CreateBroadcast(News, ["loop"], What, shape));
        Assert.Equal(2, (await Proactive.UploadAudience(News, Sessions(2), Stop)).Number);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Proactive.UploadAudience(News, Broken(), Stop));
        var broadcast = Proactive.Broadcast(News);
        var progress = (await broadcast.Get())!;
        Assert.Equal(
            (BroadcastStage.Draft, 2, 200, "All of them"),
            (progress.Stage, progress.Recipients, progress.Plan.Rate, progress.Plan.Title));
        Assert.Equal(BroadcastAnswer.Done, await broadcast.Start());
        await Poll.Until(async () =>
            (await broadcast.Get())!.Counts[RecipientOutcome.Queued] == 2);
    }

    private static async Task Refused(string parameter, Func<Task> call) => Assert.Equal(
        parameter, (await Assert.ThrowsAsync<ArgumentException>(call)).ParamName);

    // The first one is named twice.
    private static async IAsyncEnumerable<SessionId> Sessions(int count)
    {
        await Task.Yield();
        yield return Session("u0");
        for (var number = 0; number < count; number++)
            yield return Session($"u{number}");
    }

    private static async IAsyncEnumerable<SessionId> Broken()
    {
        await foreach (var session in Sessions(IBroadcastPart.RecipientsMax * 2))
            yield return session;
        throw new InvalidOperationException("the list ends too early");
    }

    private static SessionId Session(string user) =>
        SessionId.TryCreate(Loop, user, null, out var session)
            ? session
            : throw new InvalidOperationException("not a session");
}
