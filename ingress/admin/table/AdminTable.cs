namespace TockOrleans.Ingress.Admin;

/// <summary>All operations of the administration.</summary>
public sealed class AdminTable
{
    /// <summary>The table over those who answer.</summary>
    public AdminTable(
        EndpointAdmin endpoints,
        EndpointCare care,
        AccountAdmin accounts,
        DeadLetterAdmin letters,
        TalkAdmin tests,
        SessionAdmin sessions,
        LogAdmin log,
        PersonAdmin persons,
        ProactiveAdmin messages,
        BroadcastAdmin broadcasts,
        AudienceAdmin audiences)
    {
        Operations =
        [
            .. EndpointOperations.Of(endpoints),
            .. EndpointOperations.Of(care),
            .. EndpointOperations.Of(accounts),
            .. EndpointOperations.Of(letters),
            .. EndpointOperations.Of(tests),
            .. ConversationOperations.Of(sessions),
            .. ConversationOperations.Of(log),
            .. ConversationOperations.Of(persons),
            .. ProactiveOperations.Of(messages),
            .. ProactiveOperations.Of(broadcasts),
            .. ProactiveOperations.Of(audiences),
            new AdminOperation(
                "getOpenApi", "GET", "/openapi.json", AdminRole.Viewer,
                "This document.", http => OpenApi.Write(http, Operations!)),
        ];
    }

    /// <summary>The operations.</summary>
    internal IReadOnlyList<AdminOperation> Operations { get; }
}
