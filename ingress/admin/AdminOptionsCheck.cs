using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Admin;

/// <summary>Checks the keys at start, all of them at once; their values are never shown.</summary>
internal sealed partial class AdminOptionsCheck : IValidateOptions<AdminOptions>
{
    private const int KeyMin = 16;
    private const int KeyMax = 512;

    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (options.Key is not null)
            names.Add(AdminOptions.KeyName);
        for (var at = 0; at < options.Keys.Count; at++)
            Check(options.Keys[at], $"Tock:Admin:Keys:{at}", names, problems);
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(
        AdminKeyOptions key, string path, HashSet<string> names, List<string> problems)
    {
        if (key.Name is null || !Name().IsMatch(key.Name))
            problems.Add($"{path}:Name must be 1 to 64 letters, digits, '.', '-', '_' or '@'");
        else if (!names.Add(key.Name))
            problems.Add($"{path}:Name is that of another key");
        if (key.Key is null == key.Sha256 is null)
            problems.Add($"{path} must have either Key or Sha256");
        else if (key.Key is { Length: < KeyMin or > KeyMax })
            problems.Add($"{path}:Key must have {KeyMin} to {KeyMax} characters");
        else if (key.Sha256 is { } digest && !Digest().IsMatch(digest))
            problems.Add($"{path}:Sha256 must be 64 hexadecimal digits");
        if (key.Roles.Count == 0)
            problems.Add($"{path}:Roles must name at least one role");
        for (var at = 0; at < key.Roles.Count; at++)
            if (AdminRoles.Read(key.Roles[at]) is null)
                problems.Add(
                    $"{path}:Roles:{at} must be one of {string.Join(", ", AdminRoles.Names)}");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Digest();
}
