using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>
/// Which nodes hold streams of clients, and which silos know them; there is one, key 0. Nothing of
/// it is on disk: nodes and silos say every second that they are there.
/// </summary>
[Alias("tock.IStreamNodes")]
public interface IStreamNodes : IGrainWithIntegerKey
{
    /// <summary>Says that a node holds streams.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="target">Where it takes replies.</param>
    /// <returns>
    /// A number that changes whenever replies may have missed the node until then: a silo has come
    /// to know of a new node, or is gone.
    /// </returns>
    [Alias("Register")]
    Task<long> Register(string node, IReplyTarget target);

    /// <summary>Says that a node holds streams no more.</summary>
    [Alias("Leave")]
    Task Leave(string node);

    /// <summary>Asks on behalf of a silo which nodes there are.</summary>
    /// <param name="silo">The silo's name.</param>
    /// <param name="known">The number of the list that the silo goes by; 0: none yet.</param>
    [Alias("Ask")]
    Task<StreamNodeList> Ask(string silo, long known);
}
