using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress;

/// <summary>Checks the sites that may frame the page at start, all of them at once.</summary>
internal sealed class FramesCheck : IValidateOptions<IngressOptions>
{
    private const string All = "*";

    public ValidateOptionsResult Validate(string? name, IngressOptions options)
    {
        var problems = new List<string>();
        for (var at = 0; at < options.FramedBy.Count; at++)
            if (!IsOrigin(options.FramedBy[at]))
                problems.Add($"Tock:Ingress:FramedBy:{at} must be an origin, https://shop.example,"
                    + " or *");
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems);
    }

    // It is written into a header: nothing else may be in it.
    private static bool IsOrigin(string text) => text == All
        || (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && string.Equals(
                address.GetLeftPart(UriPartial.Authority), text,
                StringComparison.OrdinalIgnoreCase)
            && address.UserInfo.Length == 0);
}
