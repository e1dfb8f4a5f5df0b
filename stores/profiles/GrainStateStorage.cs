using System.Globalization;
using System.Security.Cryptography;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores;

/// <summary>
/// Plain state of grains other than sessions, beside the sessions. A write that follows another
/// version than the one on disk throws <see cref="InconsistentStateException"/>; any other failure
/// is a <see cref="StoreException"/>.
/// </summary>
/// <param name="name">The storage's name; storages of different names share nothing.</param>
/// <param name="serializer">Writes states to bytes.</param>
/// <param name="activators">Makes the states of grains that have none yet.</param>
public abstract class GrainStateStorage(
    string name, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await Read(Type(stateName), grainId.ToString()).ConfigureAwait(false);
        if (found is not { } stored)
        {
            Reset(grainState);
            return;
        }
        grainState.State = serializer.Deserialize<T>(BinaryData.FromBytes(stored.Body));
        grainState.ETag = Text(stored.Etag);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Random, so that a state cleared and written again never shows an old writer its ETag.
        var next = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var body = serializer.Serialize(grainState.State).ToArray();
        await Write(stateName, grainId, grainState.ETag, next, body).ConfigureAwait(false);
        grainState.ETag = Text(next);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Write(stateName, grainId, grainState.ETag, 0, null).ConfigureAwait(false);
        Reset(grainState);
    }

    /// <summary>Reads a state; null: there is none.</summary>
    private protected abstract Task<(long Etag, byte[] Body)?> Read(string type, string id);

    /// <summary>Writes or clears a state, if it is the version expected.</summary>
    /// <param name="type">The state's name.</param>
    /// <param name="id">The grain.</param>
    /// <param name="etag">The version expected; null: there is none yet.</param>
    /// <param name="next">The version from now on; never one that was there before.</param>
    /// <param name="body">The state; null: clear it.</param>
    /// <returns>False: another version is there, and nothing was written.</returns>
    private protected abstract Task<bool> Write(
        string type, string id, long? etag, long next, byte[]? body);

    private async Task Write(
        string stateName, GrainId grainId, string? etag, long next, byte[]? body)
    {
        long? expected = null;
        var isOurs = etag is null;
        if (!isOurs && long.TryParse(etag, CultureInfo.InvariantCulture, out var number))
            (expected, isOurs) = (number, true);
        if (!isOurs || !await Write(Type(stateName), grainId.ToString(), expected, next, body)
            .ConfigureAwait(false))
            throw new InconsistentStateException(
                $"The state {stateName} of a grain was written by somebody else.",
                storedEtag: null,
                currentEtag: etag);
    }

    private void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    private string Type(string stateName) => $"{name}/{stateName}";
}
