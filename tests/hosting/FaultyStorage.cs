using Orleans.Runtime;
using Orleans.Storage;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Tests;

/// <summary>The real storage of grains, and a failure on demand.</summary>
public sealed class FaultyStorage(IGrainStorage storage) : IGrainStorage
{
    /// <summary>What becomes of the next write; those after it go through.</summary>
    public Fault Next { get; set; }

    public IGrainStorage Real => storage;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = Next;
        Next = Fault.None;
        if (fault == Fault.Refused)
            throw new StoreException("The disk is full.");
        var etag = grainState.ETag;
        await storage.WriteStateAsync(stateName, grainId, grainState);
        if (fault != Fault.Doubt)
            return;
        grainState.ETag = etag;
        throw new StoreException("It is not known whether it was written.");
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);

    /// <summary>How a write fails.</summary>
    public enum Fault
    {
        /// <summary>It does not.</summary>
        None,

        /// <summary>Nothing is written.</summary>
        Refused,

        /// <summary>It is written, but the writer is told that it may not be.</summary>
        Doubt,
    }
}
