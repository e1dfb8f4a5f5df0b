using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress;

/// <summary>The chat page: a few files, served as they are from inside the program.</summary>
public static class ChatPage
{
    // The page needs nothing from elsewhere but the pictures and sounds that bots show.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' https: data:; media-src 'self' https:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors ";

    private const string Nobody = "'none'";
    private const string ResourcePrefix = "page/";
    private const string Bubble = "embed.js";

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
        var framedBy = routes.ServiceProvider.GetRequiredService<IOptions<IngressOptions>>()
            .Value.FramedBy;
        var policy = ContentSecurityPolicy
            + (framedBy.Count == 0 ? Nobody : string.Join(' ', framedBy));
        var files = Read();
        routes.MapGet("/", http =>
        {
            if (http.Request.Query.ContainsKey("endpoint"))
                return Write(http, files["index.html"], policy);
            // The page asks its own address which endpoint to talk with.
            http.Response.Redirect($"/?endpoint={endpoint}");
            return Task.CompletedTask;
        });
        foreach (var (name, file) in files)
            if (name != "index.html")
                routes.MapGet($"/chat/{name}", http => Write(http, file, policy));
    }

    private static Task Write(HttpContext http, PageFile file, string policy)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        // Asked for again each time, and not sent again where it is the same.
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = "Accept-Encoding";
        headers["Referrer-Policy"] = "no-referrer";
        // Other sites' pages load it.
        headers["Cross-Origin-Resource-Policy"] =
            file.Name == Bubble ? "cross-origin" : "same-origin";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == file.Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        var (encoding, body) = Choose(http.Request, file);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        http.Response.ContentType = Types[Path.GetExtension(file.Name)];
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private static (string? Encoding, byte[] Body) Choose(HttpRequest request, PageFile file)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        return Takes("br") ? ("br", file.Brotli)
            : Takes("gzip") ? ("gzip", file.Gzip)
            : (null, file.Body);

        bool Takes(string encoding) => accepted.Any(one => one.Quality is not 0
            && one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
    }

    private static Dictionary<string, PageFile> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .ToDictionary(file => file.Name);
    }

    private static PageFile Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        var body = copy.ToArray();
        return new PageFile(
            name[ResourcePrefix.Length..],
            $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"",
            body,
            Packed(body, to => new BrotliStream(to, CompressionLevel.SmallestSize)),
            Packed(body, to => new GZipStream(to, CompressionLevel.SmallestSize)));
    }

    private static byte[] Packed(byte[] body, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
            packing.Write(body);
        return packed.ToArray();
    }

    private sealed record PageFile(
        string Name, string Tag, byte[] Body, byte[] Brotli, byte[] Gzip);
}
