using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>The door's part: how long it waits for a session, and what it asks for.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task A_session_that_fails_late_is_not_asked_for_an_answer_nobody_takes()
    {
        talk.Store.FailOnce((_, _) =>
        {
            // As a node that died does: its call fails when the channel's patience is over.
            clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult<CommitResult>(new CommitResult.Refused("the node died"));
        });
        Assert.Equal(AcceptanceStatus.Unavailable, (await Deliver("a")).Status);
        Assert.Equal(AcceptanceStatus.Durable, (await Deliver("a")).Status);
        await Conversations.Until(() => Task.FromResult(!talk.Channel.Taken.IsEmpty));
        Assert.Equal(["turn 1 a"], talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task A_session_that_fails_in_time_is_asked_once_more()
    {
        talk.Store.FailOnce((_, _) =>
            Task.FromResult<CommitResult>(new CommitResult.Refused("the node died")));
        Assert.Equal(AcceptanceStatus.Durable, (await Deliver("a")).Status);
        await Conversations.Until(() => Task.FromResult(!talk.Channel.Taken.IsEmpty));
    }

    private async Task<Acceptance> Deliver(string text)
    {
        var gateway = new SessionGateway(
            talk.Client,
            Options.Create(new IngressOptions()),
            clock,
            NullLogger<SessionGateway>.Instance);
        var session = Conversations.Session("u", "push");
        var inbound = new InboundEvent(
            text, clock.GetUtcNow(), new TextEvent(text), ReplyAddress: "u");
        return await gateway.Deliver(
            talk.Directory.Find(session.Endpoint)!,
            session,
            new ParsedItem.FromUser("u", null, inbound, Synchronous: false));
    }
}
