using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TockOrleans.Ingress;

/// <summary>The chat page: a few files, served as they are from inside the program.</summary>
public static class ChatPage
{
    // The page needs nothing from elsewhere but the pictures and sounds that bots show.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' https: data:; media-src 'self' https:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string ResourcePrefix = "page/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Maps the page at <c>/</c> and its files under <c>/chat/</c>.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="endpoint">The address of the endpoint the page talks with.</param>
    public static void MapChatPage(this IEndpointRouteBuilder routes, string endpoint)
    {
        var files = Read();
        routes.MapGet("/", http =>
        {
            if (http.Request.Query.ContainsKey("endpoint"))
                return Write(http, ".html", files["index.html"]);
            // The page asks its own address which endpoint to talk with.
            http.Response.Redirect($"/?endpoint={endpoint}");
            return Task.CompletedTask;
        });
        foreach (var (name, body) in files)
            if (name != "index.html")
                routes.MapGet($"/chat/{name}", http => Write(http, Path.GetExtension(name), body));
    }

    private static Task Write(HttpContext http, string extension, byte[] body)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        http.Response.ContentType = Types[extension];
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static Dictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToDictionary(name => name[ResourcePrefix.Length..], name => Read(assembly, name));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
