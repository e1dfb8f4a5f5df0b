using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orleans.Runtime;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Endpoints;

public sealed class EndpointRegistryTests : IAsyncLifetime
{
    private RegistryCluster cluster = null!;

    private IEndpointRegistry Registry => cluster.Registry;

    public async ValueTask InitializeAsync() => cluster = await RegistryCluster.Start();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task An_empty_registry_has_a_version_too()
    {
        var list = await Registry.List(-1);
        Assert.Equal(0, list!.Version);
        Assert.Empty(list.Endpoints);
        Assert.Null(await Registry.List(0));
        Assert.False(await Registry.Remove("app/echo/one"));
    }

    [Fact]
    public async Task Every_change_has_a_greater_version_and_its_endpoint_carries_it()
    {
        Assert.Equal(1, await Registry.Put(Record("one", "red")));
        Assert.Equal(2, await Registry.Put(Record("two", "blue")));
        Assert.Equal(3, await Registry.Put(Record("one", "green")));
        Assert.Null(await Registry.List(3));
        Assert.Equal(["one green 3", "two blue 2"], await Shown());
        Assert.True(await Registry.Remove("app/echo/one"));
        Assert.False(await Registry.Remove("app/echo/one"));
        Assert.Null(await Registry.List(4));
        Assert.Equal(5, await Registry.Put(Record("one", "red")));
        Assert.Equal(["one red 5", "two blue 2"], await Shown());
    }

    [Fact]
    public async Task What_was_put_is_there_after_a_restart()
    {
        await Registry.Put(Record("one", "red"));
        await Registry.Put(Record("two", "blue"));
        await Registry.Remove("app/echo/one");
        await cluster.Restart();
        Assert.Null(await Registry.List(3));
        Assert.Equal(["two blue 2"], await Shown());
        Assert.Equal(4, await Registry.Put(Record("three", "red")));
    }

    [Fact]
    public async Task One_more_than_a_thousand_is_refused_and_the_thousand_can_still_change()
    {
        for (var n = 1; n <= IEndpointRegistry.EndpointsMax; n++)
            Assert.Equal(n, await Registry.Put(Record($"e{n}", "red")));
        Assert.Equal(0, await Registry.Put(Record("one-more", "red")));
        Assert.Null(await Registry.List(1_000));
        Assert.Equal(1_001, await Registry.Put(Record("e7", "blue")));
        Assert.True(await Registry.Remove("app/echo/e8"));
        Assert.Equal(1_003, await Registry.Put(Record("one-more", "red")));
        Assert.Equal(1_000, (await Registry.List(-1))!.Endpoints.Count);
    }

    [Fact]
    public async Task A_record_out_of_bounds_changes_nothing()
    {
        var big = new string('x', 65_536);
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Put(Record("one", big)));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Put(Record("a/b", "red")));
        Assert.Null(await Registry.List(0));
    }

    [Fact]
    public async Task A_write_that_failed_left_nothing_behind()
    {
        await Registry.Put(Record("one", "red"));
        cluster.Storage.Next = FaultyStorage.Fault.Refused;
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Put(Record("one", "blue")));
        Assert.Equal(["one red 1"], await Shown());
        cluster.Storage.Next = FaultyStorage.Fault.Refused;
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Remove("app/echo/one"));
        Assert.Equal(["one red 1"], await Shown());
        Assert.Equal(2, await Registry.Put(Record("two", "blue")));
        await cluster.Restart();
        Assert.Equal(["one red 1", "two blue 2"], await Shown());
    }

    [Fact]
    public async Task A_write_of_unknown_outcome_is_read_again()
    {
        await Registry.Put(Record("one", "red"));
        cluster.Storage.Next = FaultyStorage.Fault.Doubt;
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Put(Record("one", "blue")));
        Assert.Equal(3, await Registry.Put(Record("two", "red")));
        Assert.Equal(["one blue 2", "two red 3"], await Shown());
    }

    [Fact]
    public async Task What_a_newer_version_wrote_in_another_format_is_left_alone()
    {
        var grain = Registry.GetGrainId();
        var newer = new Stored<Newer> { State = new Newer(2, 7, "in another way") };
        await cluster.Storage.Real.WriteStateAsync("endpoints", grain, newer);
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.List(-1));
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Put(Record("one", "red")));
        var found = new Stored<Newer>();
        await cluster.Storage.Real.ReadStateAsync("endpoints", grain, found);
        Assert.Equal(new Newer(2, 7, "in another way"), found.State);
    }

    [Fact]
    public async Task What_this_version_wrote_is_read_by_its_names()
    {
        var written = new Stored<Written>
        {
            State = new Written(
                1, 9, [new("app/echo/one", "vault", new() { ["colour"] = "red" }, 4, "new")]),
        };
        await cluster.Storage.Real.WriteStateAsync(
            "endpoints", Registry.GetGrainId(), written);
        Assert.Null(await Registry.List(9));
        Assert.Equal(["one red 4"], await Shown());
    }

    private static EndpointRecord Record(string id, string colour) => new(
        $"app/echo/{id}", "vault", new Dictionary<string, string> { ["colour"] = colour }, 77);

    private async Task<string[]> Shown() =>
    [
        .. (await Registry.List(-1))!.Endpoints
            .Select(found => string.Create(
                CultureInfo.InvariantCulture,
                $"{found.Endpoint.Split('/')[2]} {found.Settings["colour"]} {found.Version}"))
            .Order(StringComparer.Ordinal),
    ];

    private sealed record Newer(int Format, long Version, string Things);

    private sealed record Written(int Format, long Version, Entry[] Endpoints);

    private sealed record Entry(
        string Endpoint,
        string Type,
        Dictionary<string, string> Settings,
        long Version,
        string MemberOfALaterVersion);

    private sealed class Stored<T> : IGrainState<T>
    {
        [AllowNull]
        public T State { get; set; } = default!;

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}
