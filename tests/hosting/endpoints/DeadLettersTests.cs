using System.Collections.Concurrent;
using System.Text;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Tests.Endpoints;

public sealed class DeadLettersTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly EndpointId Endpoint = new("app", "echo", "shop");

    private readonly ConcurrentQueue<DeadLetterName> asked = new();
    private RegistryCluster cluster = null!;

    private IDeadLetters Letters => cluster.Client.GetGrain<IDeadLetters>(Endpoint.ToString());

    public async ValueTask InitializeAsync()
    {
        cluster = await RegistryCluster.Start();
        cluster.Replay = name =>
        {
            asked.Enqueue(name);
            return Task.FromResult(true);
        };
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task They_are_listed_by_session_then_in_their_order_page_by_page()
    {
        await Die("bob", ("rejected:400", "b1"), ("expired", "b2"));
        await Die("ada", ("rejected:403", "a1"), ("rejected", "a2"), ("rejectedly", "a3"));
        await Die("eve", Endpoint with { Endpoint = "other" }, ("rejected", "not ours"));

        Assert.Equal(
            ["ada 1 a1", "ada 2 a2", "ada 3 a3", "bob 1 b1", "bob 2 b2"],
            Show(await Letters.List(null, null, 500)));
        Assert.Equal(
            ["ada 1 a1", "ada 2 a2", "bob 1 b1"],
            Show(await Letters.List("rejected", null, 500)));
        var page = await Letters.List(null, null, 2);
        Assert.Equal(["ada 1 a1", "ada 2 a2"], Show(page));
        page = await Letters.List(null, page[^1].Name, 2);
        Assert.Equal(["ada 3 a3", "bob 1 b1"], Show(page));
        Assert.Equal(["bob 2 b2"], Show(await Letters.List(null, page[^1].Name, 2)));
        var first = (await Letters.List(null, null, 1))[0];
        Assert.Equal(
            ("app/echo/shop/ada", Noon, 3, "rejected:403"),
            (first.Name.Session, first.At, first.Attempts, first.Reason));
    }

    [Fact]
    public async Task A_limit_out_of_bounds_is_the_nearest_within()
    {
        await Die("ada", [.. Enumerable.Range(0, 501).Select(n => ("expired", $"{n}"))]);
        Assert.Equal(500, (await Letters.List(null, null, 1_000)).Count);
        Assert.Single(await Letters.List(null, null, 0));
        Assert.Equal(500, await Letters.Replay(null, int.MaxValue));
    }

    [Fact]
    public async Task Those_with_a_reason_are_replayed_up_to_the_limit_each_session_in_order()
    {
        await Die("ada", ("rejected:1", "a1"), ("expired", "a2"), ("rejected:2", "a3"));
        await Die("bob", ("rejected", "b1"), ("rejected", "b2"));
        Assert.Equal(3, await Letters.Replay("rejected", 3));
        Assert.Equal(
            ["app/echo/shop/ada 1", "app/echo/shop/ada 3"],
            AskedOf("ada"));
        Assert.Equal(
            ["app/echo/shop/bob 1"],
            AskedOf("bob"));
    }

    [Fact]
    public async Task What_is_no_letter_any_more_is_passed_over_for_the_next()
    {
        await Die("ada", ("expired", "a1"), ("expired", "a2"), ("expired", "a3"));
        await Die("bob", ("expired", "b1"));
        cluster.Replay = name =>
        {
            asked.Enqueue(name);
            return Task.FromResult(name.Seq == 3 || name.Session == "app/echo/shop/bob");
        };
        Assert.Equal(2, await Letters.Replay(null, 2));
        Assert.Equal(4, asked.Count);
        asked.Clear();
        Assert.Equal(2, await Letters.Replay(null, 3));
        Assert.Equal(4, asked.Count);
    }

    [Fact]
    public async Task A_session_in_trouble_keeps_nobody_else_back()
    {
        await Die("ada", ("expired", "a1"), ("expired", "a2"));
        await Die("bob", ("expired", "b1"));
        cluster.Replay = name => name.Session == "app/echo/shop/ada"
            ? throw new StoreException("The store is in trouble.")
            : Task.FromResult(true);
        Assert.Equal(1, await Letters.Replay(null, 10));
    }

    [Fact]
    public async Task Without_letters_there_is_nothing_to_do()
    {
        Assert.Empty(await Letters.List(null, null, 10));
        Assert.Equal(0, await Letters.Replay(null, 10));
        Assert.Empty(asked);
    }

    private static string Show(DeadLetterName name) => $"{name.Session} {name.Seq}";

    private static string[] Show(IEnumerable<DeadLetterInfo> letters) =>
    [
        .. letters.Select(letter =>
            $"{letter.Name.Session.Split('/')[3]} {letter.Name.Seq} "
            + Encoding.UTF8.GetString(letter.Body)),
    ];

    private IEnumerable<string> AskedOf(string user) => asked
        .Where(name => name.Session == $"{Endpoint}/{user}")
        .Select(Show);

    private Task Die(string user, params (string Reason, string Body)[] letters) =>
        Die(user, Endpoint, letters);

    private async Task Die(
        string user, EndpointId endpoint, params (string Reason, string Body)[] letters)
    {
        Assert.True(SessionId.TryCreate(endpoint, user, null, out var session));
        var entries = letters.Select((letter, index) => new Entry(
            index + 1,
            1,
            EntryStatus.Dead,
            3,
            Noon,
            Encoding.UTF8.GetBytes(letter.Body),
            Reason: letter.Reason)).ToArray();
        var row = new SessionRow(1, "{}"u8.ToArray(), null, Noon, entries.Length + 1, null);
        Assert.IsType<CommitResult.Committed>(await cluster.Sessions.Commit(
            new SessionCommit(session, 0, row, entries, [])));
    }
}
