namespace TockOrleans.Ingress.Admin;

/// <summary>Who calls.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="Roles">What it is for.</param>
internal sealed record AdminCaller(string Name, AdminRole Roles)
{
    /// <summary>Whether the key may do what a role may.</summary>
    public bool Has(AdminRole role) =>
        role == AdminRole.Viewer
            ? Roles != AdminRole.None
            : (Roles & (role | AdminRole.Admin)) != AdminRole.None;
}
