using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace TockOrleans.Stores.Sqlite;

/// <summary>Plain state of grains other than sessions, in the same file and by the same writer.</summary>
public sealed class SqliteGrainStorage(
    string name, SqliteSessionStore store, IGrainStorageSerializer serializer) : IGrainStorage
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
        grainState.ETag = stored.Etag.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = Parse(grainState.ETag);
        var body = serializer.Serialize(grainState.State).ToArray();
        await Write(stateName, grainId, etag, body).ConfigureAwait(false);
        grainState.ETag = ((etag ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Parse(grainState.ETag) is { } etag)
            await Write(stateName, grainId, etag, null).ConfigureAwait(false);
        Reset(grainState);
    }

    private async Task Write(string stateName, GrainId grainId, long? etag, byte[]? body)
    {
        if (!await store.WriteState(Type(stateName), grainId.ToString(), etag, body)
            .ConfigureAwait(false))
            throw new InconsistentStateException(
                $"The state {stateName} of a grain was written by somebody else.",
                storedEtag: null,
                currentEtag: etag?.ToString(CultureInfo.InvariantCulture));
    }

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static long? Parse(string? etag) =>
        etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);

    private string Type(string stateName) => $"{name}/{stateName}";
}
