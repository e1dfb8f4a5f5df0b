namespace TockOrleans.Ingress.Endpoints;

/// <summary>What became of a change of an endpoint.</summary>
public abstract record EditResult
{
    private EditResult()
    {
    }

    /// <summary>It is on disk, and this node serves it.</summary>
    /// <param name="Endpoint">As it is now.</param>
    /// <param name="Created">Whether it was not there before.</param>
    public sealed record Written(EndpointView Endpoint, bool Created) : EditResult;

    /// <summary>It is gone.</summary>
    public sealed record Removed : EditResult;

    /// <summary>There is no such endpoint.</summary>
    public sealed record Missing : EditResult;

    /// <summary>The draft is not right.</summary>
    /// <param name="Problems">What is wrong, each with its path; values are never in it.</param>
    public sealed record Invalid(IReadOnlyList<string> Problems) : EditResult;

    /// <summary>The endpoint is declared by the configuration.</summary>
    public sealed record Declared : EditResult;

    /// <summary>The endpoint is not of the version the change was made for.</summary>
    public sealed record Outdated : EditResult;

    /// <summary>There are as many endpoints as there may be.</summary>
    public sealed record Full : EditResult;
}
