using System.Globalization;
using System.Security.Cryptography;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores.Sqlite;

/// <summary>
/// Plain state of grains other than sessions, in the same file and by the same writer. A write
/// that follows another version than the one on disk throws
/// <see cref="InconsistentStateException"/>; any other failure is a <see cref="StoreException"/>.
/// </summary>
public sealed class SqliteGrainStorage(
    string name,
    SqliteSessionStore store,
    IGrainStorageSerializer serializer,
    IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await store.ReadState(Type(stateName), grainId.ToString())
            .ConfigureAwait(false);
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

    private async Task Write(
        string stateName, GrainId grainId, string? etag, long next, byte[]? body)
    {
        long? expected = null;
        var isOurs = etag is null;
        if (!isOurs && long.TryParse(etag, CultureInfo.InvariantCulture, out var number))
            (expected, isOurs) = (number, true);
        if (!isOurs || !await store
            .WriteState(Type(stateName), grainId.ToString(), expected, next, body)
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
