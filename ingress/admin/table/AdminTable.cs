namespace TockOrleans.Ingress.Admin;

/// <summary>All operations of the administration.</summary>
public sealed class AdminTable
{
    /// <summary>The table over those who answer.</summary>
    public AdminTable(
        EndpointAdmin endpoints,
        EndpointCare care,
        DeadLetterAdmin letters,
        SessionAdmin sessions,
        LogAdmin log,
        PersonAdmin persons)
    {
        Operations =
        [
            .. EndpointOperations.Of(endpoints),
            .. EndpointOperations.Of(care),
            .. EndpointOperations.Of(letters),
            .. ConversationOperations.Of(sessions),
            .. ConversationOperations.Of(log),
            .. ConversationOperations.Of(persons),
            new AdminOperation(
                "getOpenApi", "GET", "/openapi.json", AdminRole.Viewer,
                "This document.", http => OpenApi.Write(http, Operations!)),
        ];
    }

    /// <summary>The operations.</summary>
    internal IReadOnlyList<AdminOperation> Operations { get; }
}
