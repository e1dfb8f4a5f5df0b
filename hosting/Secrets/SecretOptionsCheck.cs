using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TockOrleans.Hosting.Secrets;

/// <summary>
/// Keys are whole and not given twice, and processes that share data share keys, too.
/// </summary>
internal sealed class SecretOptionsCheck(IConfiguration configuration)
    : IValidateOptions<SecretOptions>
{
    private const string Path = $"{SecretOptions.Section}:{nameof(SecretOptions.Keys)}";
    private const string Advice = "make one with: openssl rand -base64 32";

    public ValidateOptionsResult Validate(string? name, SecretOptions options)
    {
        var problems = new List<string>();
        var ids = new HashSet<string>();
        foreach (var (index, text) in options.Keys.Index())
        {
            var key = SecretKey.Parse(text);
            if (key is null)
                problems.Add($"{Path}:{index} must be 32 bytes in base64; {Advice}");
            else if (!ids.Add(key.Id))
                problems.Add($"{Path}:{index} is there twice");
        }
        if (options.Keys.Count > SecretOptions.KeysMax)
            problems.Add($"{Path} may hold at most {SecretOptions.KeysMax} keys");
        if (options.Keys.Count == 0 && Shared is { } shared)
            problems.Add(
                $"{Path} is empty, but with {shared} several processes share the secrets of"
                + $" endpoints: give all of them the same keys; {Advice}");
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems);
    }

    // Why others may need the same keys; null: this process is alone with its data.
    private string? Shared =>
        configuration["Tock:Role"] is { Length: > 0 } role && Differs(role, "all")
            ? $"Tock:Role '{role}'"
            : configuration["Tock:Storage:Profile"] is { Length: > 0 } profile
                && Differs(profile, "embedded")
                ? $"Tock:Storage:Profile '{profile}'"
                : null;

    private static bool Differs(string value, string usual) =>
        !value.Equals(usual, StringComparison.OrdinalIgnoreCase);
}
