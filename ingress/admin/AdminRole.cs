namespace TockOrleans.Ingress.Admin;

/// <summary>What a key is for. A key may have several roles.</summary>
[Flags]
internal enum AdminRole
{
    /// <summary>No key has it.</summary>
    None = 0,

    /// <summary>Lists and health, nothing that was said. Every other role may do so, too.</summary>
    Viewer = 1,

    /// <summary>Dead letters, pauses, and speaking first.</summary>
    Operator = 2,

    /// <summary>What was said: logs, export, erasure.</summary>
    Privacy = 4,

    /// <summary>Everything; endpoints and their secrets.</summary>
    Admin = 8,
}
