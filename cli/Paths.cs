using System.Buffers.Text;
using System.Text;

namespace TockOrleans.Cli;

/// <summary>Makes addresses of what stands on a command line.</summary>
internal static class Paths
{
    private const int EndpointParts = 3;

    /// <summary>An endpoint's address: <c>namespace/bot/id</c>.</summary>
    public static string Endpoint(string name) => name.Split('/') is { Length: EndpointParts } parts
        ? "endpoints/" + string.Join('/', parts.Select(Uri.EscapeDataString))
        : throw new Refusal(ExitCodes.Usage, $"'{name}' is no endpoint: namespace/bot/id");

    /// <summary>A session's address; its name is as the lists show it.</summary>
    public static string Session(string name) =>
        "sessions/" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));

    /// <summary>A person: an endpoint, and the user's id as it is.</summary>
    public static (string Endpoint, string User) Person(string name) =>
        name.Split('/', EndpointParts + 1) is
            [var @namespace, var bot, var id, { Length: > 0 } user]
            ? ($"{@namespace}/{bot}/{id}", user)
            : throw new Refusal(
                ExitCodes.Usage, $"'{name}' is no person: namespace/bot/endpoint/user");

    /// <summary>An address with those parameters that have a value.</summary>
    public static string Query(string path, params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(one => !string.IsNullOrEmpty(one.Value))
            .Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}");
        var query = string.Join('&', given);
        return query.Length == 0 ? path
            : path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
    }
}
