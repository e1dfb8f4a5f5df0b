using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// One address of the administration: how it is reached, who may, and what the document says of
/// it. Routes, checks and document are all made of these.
/// </summary>
/// <param name="Id">Its name, in the document and in the audit.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Below <c>/admin/api</c>.</param>
/// <param name="Role">Who may.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Handler">Answers the request.</param>
internal sealed record AdminOperation(
    string Id,
    string Method,
    string Path,
    AdminRole Role,
    string Summary,
    RequestDelegate Handler)
{
    /// <summary>The most bytes of a body that is JSON.</summary>
    public const int JsonBodyMax = 65_536;

    /// <summary>The parameters of the query; any other one is refused.</summary>
    public IReadOnlyList<AdminParameter> Query { get; init; } = [];

    /// <summary>The body; null: there is none.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>The type of a body that is not JSON.</summary>
    public string? BodyType { get; init; }

    /// <summary>The most bytes of the body.</summary>
    public long BodyMax { get; init; } = JsonBodyMax;

    /// <summary>The answer; null: it has no JSON.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>The type of an answer that is not one JSON document; it is streamed.</summary>
    public string? AnswerType { get; init; }

    /// <summary>Statuses of success.</summary>
    public IReadOnlyList<int> Success { get; init; } = [StatusCodes.Status200OK];

    /// <summary>Errors beside those that every operation has.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];

    /// <summary>Whether it is written down who did it; every change is.</summary>
    public bool Audited { get; init; } = Method != "GET";
}
