namespace TockOrleans.Ingress.Admin;

/// <summary>How roles are written in settings, documents and the audit.</summary>
internal static class AdminRoles
{
    public static IReadOnlyList<string> Names { get; } = ["viewer", "operator", "privacy", "admin"];

    /// <summary>Reads a role; null: it is none.</summary>
    public static AdminRole? Read(string name) => name switch
    {
        "viewer" => AdminRole.Viewer,
        "operator" => AdminRole.Operator,
        "privacy" => AdminRole.Privacy,
        "admin" => AdminRole.Admin,
        _ => null,
    };

    /// <summary>Writes one role.</summary>
    public static string Write(AdminRole role) => role switch
    {
        AdminRole.Viewer => "viewer",
        AdminRole.Operator => "operator",
        AdminRole.Privacy => "privacy",
        _ => "admin",
    };
}
