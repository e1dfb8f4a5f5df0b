using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores.Tests;

/// <summary>What every profile's storage of plain grain state promises.</summary>
public abstract class GrainStorageTests : IAsyncLifetime
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddSerializer().BuildServiceProvider();

    private readonly GrainId grain = GrainId.Create("endpoint", "app/bot/web");
    private IGrainStorage storage = null!;

    /// <summary>Writes states to bytes, for the storages of a profile.</summary>
    protected static IGrainStorageSerializer Serializer { get; } =
        new SystemTextJsonGrainStorageSerializer(
            Microsoft.Extensions.Options.Options.Create(
                new SystemTextJsonGrainStorageSerializerOptions()));

    protected static IActivatorProvider Activators =>
        Services.GetRequiredService<IActivatorProvider>();

    public ValueTask InitializeAsync()
    {
        storage = Storage("one", reopen: true);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A storage on the store that is open, or on it opened anew.</summary>
    protected abstract IGrainStorage Storage(string name, bool reopen);

    [Fact]
    public async Task A_state_nobody_wrote_is_a_new_one_and_does_not_exist()
    {
        var state = new Stored<Settings> { State = new() { Name = "old" }, ETag = "7" };
        await storage.ReadStateAsync("s", grain, state);
        Assert.Equal(string.Empty, state.State.Name);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
    }

    [Fact]
    public async Task What_was_written_is_read_also_after_reopening()
    {
        var written = new Stored<Settings> { State = new() { Name = "é\0" } };
        await storage.WriteStateAsync("s", grain, written);
        Assert.True(written.RecordExists);
        storage = Storage("one", reopen: true);
        var read = new Stored<Settings>();
        await storage.ReadStateAsync("s", grain, read);
        Assert.Equal("é\0", read.State.Name);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
    }

    [Fact]
    public async Task Names_grains_and_storages_are_kept_apart()
    {
        var other = Storage("two", reopen: false);
        foreach (var (place, name, id, text) in Places(other))
            await place.WriteStateAsync(
                name, id, new Stored<Settings> { State = new() { Name = text } });
        foreach (var (place, name, id, text) in Places(other))
        {
            var read = new Stored<Settings>();
            await place.ReadStateAsync(name, id, read);
            Assert.Equal(text, read.State.Name);
        }
    }

    [Fact]
    public async Task A_write_on_an_old_version_is_inconsistent_and_changes_nothing()
    {
        var first = new Stored<Settings> { State = new() { Name = "a" } };
        await storage.WriteStateAsync("s", grain, first);
        var old = first.ETag;
        first.State.Name = "b";
        await storage.WriteStateAsync("s", grain, first);
        Assert.NotEqual(old, first.ETag);

        foreach (var etag in (string?[])[old, null, "not ours", "1"])
        {
            var late = new Stored<Settings> { State = new() { Name = "late" }, ETag = etag };
            await Assert.ThrowsAsync<InconsistentStateException>(() =>
                storage.WriteStateAsync("s", grain, late));
            await Assert.ThrowsAsync<InconsistentStateException>(() =>
                storage.ClearStateAsync("s", grain, late));
            Assert.Equal(etag, late.ETag);
        }
        var read = new Stored<Settings>();
        await storage.ReadStateAsync("s", grain, read);
        Assert.Equal("b", read.State.Name);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_an_old_writer_does_not_meet_its_successor()
    {
        var state = new Stored<Settings> { State = new() { Name = "a" } };
        await storage.WriteStateAsync("s", grain, state);
        var before = state.ETag;
        await storage.ClearStateAsync("s", grain, state);
        Assert.Null(state.ETag);
        Assert.False(state.RecordExists);
        Assert.Equal(string.Empty, state.State.Name);
        await storage.ClearStateAsync("s", grain, state);

        state.State.Name = "b";
        await storage.WriteStateAsync("s", grain, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(
            "s", grain, new Stored<Settings> { State = new() { Name = "a" }, ETag = before }));
    }

    [Fact]
    public async Task A_state_that_has_no_plain_constructor_is_made_all_the_same()
    {
        var state = new Stored<Point> { State = new(3, 4) };
        await storage.WriteStateAsync("p", grain, state);
        var read = new Stored<Point>();
        await storage.ReadStateAsync("p", grain, read);
        Assert.Equal(new Point(3, 4), read.State);
        await storage.ClearStateAsync("p", grain, read);
        Assert.False(read.RecordExists);
    }

    private (IGrainStorage, string, GrainId, string)[] Places(IGrainStorage other) =>
    [
        (storage, "s", grain, "1"),
        (storage, "t", grain, "2"),
        (storage, "s", GrainId.Create("endpoint", "app/bot/slack"), "3"),
        (other, "s", grain, "4"),
        (storage, "s", GrainId.Create("endpoint", "nul\0é"), "5"),
    ];

    internal sealed class Settings
    {
        public string Name { get; set; } = string.Empty;
    }

    internal sealed record Point(int X, int Y);

    private sealed class Stored<T> : IGrainState<T>
    {
        [AllowNull]
        public T State { get; set; } = default!;

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}
