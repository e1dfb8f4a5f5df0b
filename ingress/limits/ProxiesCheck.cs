using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Limits;

/// <summary>Checks at start that the declared proxies are addresses.</summary>
internal sealed class ProxiesCheck : IValidateOptions<IngressOptions>
{
    public ValidateOptionsResult Validate(string? name, IngressOptions options)
    {
        var problems = options.Proxies.Index()
            .Where(proxy => DeclaredProxies.Read(proxy.Item) is null)
            .Select(proxy => $"Tock:Ingress:Proxies:{proxy.Index} must be an address (10.0.0.7)"
                + " or a network (10.0.0.0/8)")
            .ToArray();
        return problems.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems);
    }
}
