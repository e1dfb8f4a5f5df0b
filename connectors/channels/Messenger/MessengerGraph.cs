using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Requests to the Graph API. The token goes in a header, so that no log of addresses has it; the
/// proof is worth nothing without it.
/// https://developers.facebook.com/docs/graph-api/guides/secure-requests
/// </summary>
internal static class MessengerGraph
{
    private const string Json = "application/json; charset=utf-8";

    public static string Token(ChannelCall call) =>
        call.Credentials ?? call.Settings.Required(MessengerSettings.PageAccessToken);

    public static HttpRequestMessage Get(ChannelCall call, string path, string query = "") =>
        Request(HttpMethod.Get, call, path, query);

    public static HttpRequestMessage Post(ChannelCall call, string path, JsonObject body) =>
        Post(call, path, Encoding.UTF8.GetBytes(MessengerJson.Write(body)), Json);

    public static HttpRequestMessage Post(
        ChannelCall call, string path, byte[] body, string type)
    {
        var request = Request(HttpMethod.Post, call, path, "");
        request.Content = new ByteArrayContent(body)
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse(type) },
        };
        return request;
    }

    private static HttpRequestMessage Request(
        HttpMethod method, ChannelCall call, string path, string query)
    {
        var settings = call.Settings;
        var token = Token(call);
        var address = new StringBuilder()
            .Append(settings.Required(MessengerSettings.ApiBaseUrl).TrimEnd('/'))
            .Append('/').Append(settings.Required(MessengerSettings.ApiVersion).Trim('/'))
            .Append('/').Append(path);
        var joint = '?';
        if (query.Length > 0)
        {
            address.Append(joint).Append(query);
            joint = '&';
        }
        if (settings.Flag(MessengerSettings.Proof))
            address.Append(joint).Append("appsecret_proof=").Append(Proof(settings, token));
        var request = new HttpRequestMessage(method, address.ToString());
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return request;
    }

    private static string Proof(EndpointSettings settings, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(settings.Required(MessengerSettings.AppSecret)),
            Encoding.UTF8.GetBytes(token)));
}
