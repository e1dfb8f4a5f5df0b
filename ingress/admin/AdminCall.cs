using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>A call of an operation, and what the audit is to say of it.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="operation">What is called.</param>
internal sealed class AdminCall(AdminCaller caller, AdminOperation operation)
{
    /// <summary>Who calls.</summary>
    public AdminCaller Caller => caller;

    /// <summary>What is called.</summary>
    public AdminOperation Operation => operation;

    /// <summary>What it is done to; no ids of users.</summary>
    public string Target { get; set; } = string.Empty;

    /// <summary>The users it is done to.</summary>
    public IReadOnlyList<PersonName> Persons { get; set; } = [];

    /// <summary>What came of it; null: the status of the answer tells.</summary>
    public string? Outcome { get; set; }

    /// <summary>The call a request is.</summary>
    public static AdminCall Of(HttpContext http) => http.Features.Get<AdminCall>()
        ?? throw new InvalidOperationException("not a call of the administration");

    /// <summary>What the audit is to say.</summary>
    public AuditNote ToNote(string outcome) => new(
        caller.Name,
        AdminRoles.Write(operation.Role),
        operation.Id,
        Target,
        Persons,
        outcome);
}
