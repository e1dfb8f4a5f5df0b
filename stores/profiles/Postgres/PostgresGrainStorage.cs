using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace TockOrleans.Stores.Postgres;

/// <summary>Plain state of grains other than sessions, in the same database.</summary>
/// <param name="name">The storage's name; storages of different names share nothing.</param>
/// <param name="store">The store whose database it is.</param>
/// <param name="serializer">Writes states to bytes.</param>
/// <param name="activators">Makes the states of grains that have none yet.</param>
public sealed class PostgresGrainStorage(
    string name,
    PostgresSessionStore store,
    IGrainStorageSerializer serializer,
    IActivatorProvider activators) : GrainStateStorage(name, serializer, activators)
{
    private protected override Task<(long Etag, byte[] Body)?> Read(string type, string id) =>
        store.ReadState(type, id);

    private protected override Task<bool> Write(
        string type, string id, long? etag, long next, byte[]? body) =>
        store.WriteState(type, id, etag, next, body);
}
