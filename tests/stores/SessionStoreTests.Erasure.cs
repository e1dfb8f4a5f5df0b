namespace TockOrleans.Stores.Tests;

public abstract partial class SessionStoreTests
{
    [Fact]
    public async Task An_erased_session_is_gone_but_its_events_are_known_for_a_while()
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(
            session, Make.Event(1, "a"), Make.Reply(2, 1), Make.Event(3, "b")));
        await Store.Erase(session, Make.Noon.AddHours(1));

        var found = await Store.Load(session, 10);
        Assert.Equal(0, found.Handle);
        Assert.Null(found.Row);
        Assert.Empty(found.Unfinished);
        Assert.Empty(found.Recent);
        Assert.Equal(
            new[] { Make.Key("a"), Make.Key("b") }.ToHashSet(), found.Erased.ToHashSet());
        Assert.Empty(await Store.ReadLog(session, 0, 10));
        Assert.Null(await Store.FindTurn(session, Make.Key("a")));
        Assert.Empty(await Store.FindDue(Make.Noon.AddYears(1), 10));

        await Reopen();
        Assert.Equal(2, (await Store.Load(session, 10)).Erased.Count);
        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty((await Store.Load(session, 10)).Erased);
    }

    [Fact]
    public async Task Erasing_one_session_leaves_the_others_and_a_stranger_is_erased_too()
    {
        await Store.Must(Make.First(Make.Session("u"), Make.Event(1, "a")));
        await Store.Must(Make.First(Make.Session("v"), Make.Event(1, "a")));
        await Store.Erase(Make.Session("nobody"), Make.Noon);
        await Store.Erase(Make.Session("u"), Make.Noon);
        Assert.Single(await Store.ReadLog(Make.Session("v"), 0, 10));
        Assert.Equal(1, (await Store.Load(Make.Session("v"), 10)).Row!.Version);
    }

    [Fact]
    public async Task A_commit_that_follows_an_erased_version_conflicts()
    {
        var session = Make.Session("u");
        var handle = await Store.Must(Make.First(session, Make.Event(1, "a")));
        await Store.Erase(session, Make.Noon.AddHours(1));
        Assert.IsType<CommitResult.Conflict>(
            await Store.Commit(Make.Next(session, handle, 2, Make.Event(2, "b"))));
    }

    [Fact]
    public async Task The_handle_of_an_erased_session_never_names_another_one()
    {
        var gone = Make.Session("gone");
        var handle = await Store.Must(Make.First(gone, Make.Event(1, "a")));
        await Store.Erase(gone, Make.Noon.AddHours(1));
        await Store.Must(Make.First(Make.Session("other"), Make.Event(1, "a")));

        Assert.IsType<CommitResult.Conflict>(
            await Store.Commit(Make.Next(gone, handle, 2, Make.Event(2, "b"))));
        Assert.Single(await Store.ReadLog(Make.Session("other"), 0, 10));
        Assert.Equal(1, (await Store.Load(Make.Session("other"), 10)).Row!.Version);
    }

    [Fact]
    public async Task An_erased_user_starts_anew_and_is_known_by_both_lives_events()
    {
        var session = Make.Session("u");
        await Store.Must(Make.First(session, Make.Event(1, "a")));
        await Store.Erase(session, Make.Noon.AddHours(1));
        await Store.Must(Make.First(session, Make.Event(1, "b")));
        var found = await Store.Load(session, 10);
        Assert.Equal(1, found.Row!.Version);
        Assert.Equal([Make.Key("a")], found.Erased);

        await Store.Erase(session, Make.Noon.AddHours(2));
        Assert.Equal(2, (await Store.Load(session, 10)).Erased.Count);
        Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal([Make.Key("b")], (await Store.Load(session, 10)).Erased);
    }
}
