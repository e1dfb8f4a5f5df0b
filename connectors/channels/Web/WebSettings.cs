using System.Buffers;
using System.Collections.Frozen;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>What a web endpoint is told.</summary>
internal static class WebSettings
{
    public const string ByCookie = "cookie";

    public const string ByJwt = "jwt";

    public const string ByLink = "link";

    /// <summary>The longest life that browsers give to a cookie: 400 days, in seconds.</summary>
    public const int CookieMaxAgeMax = 34_560_000;

    private const string Open = "open";

    /// <summary>As long as the signature: a shorter key is the easier thing to guess.</summary>
    private const int KeyLengthMin = 32;

    /// <summary>A year, in seconds.</summary>
    private const int LinkLifetimeLimit = 31_536_000;

    /// <summary>The most headers that become metadata.</summary>
    private const int HeadersMax = 20;

    /// <summary>The longest name of such a header, in characters.</summary>
    private const int HeaderNameMax = 100;

    /// <summary>What names of headers are made of (RFC 9110, 5.6.2).</summary>
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Headers that are as good as a password.</summary>
    private static readonly FrozenSet<string> Secrets = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Authorization", "Cookie", "Proxy-Authorization");

    public static readonly SettingField AllowedOrigins = new(
        "allowedOrigins",
        "Allowed origins",
        "The origins (https://shop.example) of the pages that may call this endpoint; * for all.")
    {
        Kind = SettingKind.List,
        Default = "*",
    };

    public static readonly SettingField EscapeHtml = new(
        "escapeHtml",
        "Escape HTML",
        "Whether texts are plain and shown as written; false where a story sends HTML on purpose.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField Markdown = new(
        "markdown",
        "Markdown",
        "Whether texts and the contents of footnotes are Markdown, which pages get as safe HTML.")
    {
        Kind = SettingKind.Boolean,
        Default = "false",
    };

    public static readonly SettingField Streams = new(
        "streams",
        "Streams",
        "Whether pages may hold a stream open, over which the bot's messages come by themselves.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField MetadataHeaders = new(
        "metadataHeaders",
        "Headers for stories",
        "The names of request headers that are handed to the story as metadata.")
    {
        Kind = SettingKind.List,
    };

    public static readonly SettingField Bridge = new(
        "bridge",
        "Bridge",
        "Whether a request may name another web endpoint of the bot, whose request it then is.")
    {
        Kind = SettingKind.Boolean,
        Default = "false",
    };

    public static readonly SettingField Identity = new(
        "identity",
        "Identity",
        "How it is known who a user is. open: a user is who the page says; cookie: by a signed "
        + "cookie; jwt: by a token of the site's own login; link: by a token in a signed link.")
    {
        Required = true,
        Choices = [Open, ByCookie, ByJwt, ByLink],
    };

    public static readonly SettingField IdentitySecret = new(
        "identitySecret",
        "Identity secret",
        "For cookie and link: the keys that sign, of 32 characters or more, separated by commas. "
        + "The first one signs, all are taken, so that a new one can be put before the old.")
    {
        Kind = SettingKind.List,
        Secret = true,
    };

    public static readonly SettingField CookieMaxAge = new(
        "cookieMaxAge",
        "Age of the cookie",
        "For cookie: for how many seconds a browser is known after its last request; 0: until it "
        + "is closed.")
    {
        Kind = SettingKind.Number,
        Default = "0",
        Max = CookieMaxAgeMax,
    };

    public static readonly SettingField CookiePath = new(
        "cookiePath",
        "Path of the cookie",
        "For cookie: the path of the addresses that browsers send it to, where a proxy gives the "
        + "endpoint another address than its own.");

    public static readonly SettingField JwtIssuer = new(
        "jwtIssuer",
        "Issuer of the token",
        "For jwt: the login that made the token, its claim iss.");

    public static readonly SettingField JwtAudience = new(
        "jwtAudience",
        "Audience of the token",
        "For jwt: whom the token is made for, its claim aud or one of it.");

    public static readonly SettingField JwksUrl = new(
        "jwksUrl",
        "Address of the keys",
        "For jwt: where the login publishes its keys (jwks_uri), over https.")
    {
        Kind = SettingKind.Url,
    };

    public static readonly SettingField JwtUserClaim = new(
        "jwtUserClaim",
        "Claim of the user",
        "For jwt: the claim that is the user's id.")
    {
        Default = "sub",
    };

    public static readonly SettingField LinkLifetimeMax = new(
        "linkLifetimeMax",
        "Longest life of a link",
        "For link: how many seconds from now a token may hold at the most.")
    {
        Kind = SettingKind.Number,
        Default = "86400",
        Min = 1,
        Max = LinkLifetimeLimit,
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
    [
        AllowedOrigins, EscapeHtml, Markdown, Streams, MetadataHeaders, Bridge, Identity,
        IdentitySecret, CookieMaxAge, CookiePath, JwtIssuer, JwtAudience, JwksUrl, JwtUserClaim,
        LinkLifetimeMax,
    ];

    /// <summary>The origins as browsers write them: lower case, no slash at the end.</summary>
    public static IReadOnlyList<string> Origins(EndpointSettings settings) =>
        [.. settings.List(AllowedOrigins).Select(o => o.TrimEnd('/').ToLowerInvariant())];

    /// <summary>How it is known who a user is.</summary>
    public static UserIdentity IdentityOf(EndpointSettings settings)
    {
        var way = settings.Required(Identity);
        return new UserIdentity(way, way == Open);
    }

    /// <summary>The keys that sign; the first one does.</summary>
    public static IReadOnlyList<string> Keys(EndpointSettings settings) =>
        settings.List(IdentitySecret);

    /// <summary>What is missing beside what is there.</summary>
    public static IEnumerable<(SettingField Field, string Problem)> Problems(
        EndpointSettings settings) =>
        [.. HeaderProblems(settings), .. settings.Required(Identity) switch
        {
            ByCookie => [.. KeyProblems(settings), .. CookieProblems(settings)],
            ByJwt => JwtProblems(settings),
            ByLink => KeyProblems(settings),
            _ => [],
        }];

    private static IEnumerable<(SettingField Field, string Problem)> HeaderProblems(
        EndpointSettings settings)
    {
        var names = settings.List(MetadataHeaders);
        if (names.Count > HeadersMax)
            yield return (MetadataHeaders, $"must have {HeadersMax} names at the most");
        if (names.Any(name =>
            name.Length > HeaderNameMax || name.AsSpan().ContainsAnyExcept(Token)))
            yield return (MetadataHeaders,
                $"must be names of headers, of {HeaderNameMax} characters at the most");
        // Metadata is kept with the conversation, where no password belongs.
        if (names.Any(Secrets.Contains))
            yield return (MetadataHeaders, "must not have a header that signs somebody in");
    }

    private static IEnumerable<(SettingField Field, string Problem)> KeyProblems(
        EndpointSettings settings)
    {
        var keys = Keys(settings);
        if (keys.Count == 0)
            yield return (IdentitySecret, "is required: it signs who a user is");
        else if (keys.Any(key => key.Length < KeyLengthMin))
            yield return (IdentitySecret, $"must have keys of {KeyLengthMin} characters or more");
    }

    private static IEnumerable<(SettingField Field, string Problem)> CookieProblems(
        EndpointSettings settings)
    {
        // Any page could write as its visitors, and sandboxed ones are all called null.
        if (Origins(settings).Any(origin => origin is "*" or "null"))
            yield return (AllowedOrigins, "must name the pages' origins where cookies are used");
        if (settings.Text(CookiePath) is { } path
            && (path[0] != '/' || path.Any(letter => letter is <= ' ' or > '~' or ';' or ',')))
            yield return (CookiePath, "must be the path of an address, beginning with /");
    }

    private static IEnumerable<(SettingField Field, string Problem)> JwtProblems(
        EndpointSettings settings)
    {
        foreach (var field in (SettingField[])[JwtIssuer, JwtAudience, JwksUrl])
            if (settings.Text(field) is null)
                yield return (field, "is required: tokens are checked with it");
        if (settings.Text(JwksUrl) is { } text
            && new Uri(text) is { IsLoopback: false } address
            && address.Scheme != Uri.UriSchemeHttps)
            yield return (JwksUrl, "must be https: whoever changes the keys is any user");
    }
}
