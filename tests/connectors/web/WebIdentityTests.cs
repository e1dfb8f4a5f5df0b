using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Connectors.Web;

namespace TockOrleans.Connectors.Tests.Web;

/// <summary>Proofs of who a user is, spoiled in every way; the cases have the rest.</summary>
public sealed class WebIdentityTests
{
    private const string Key = "a-key-of-thirty-two-letters-or-so";
    private const int Seed = 20_260_102;
    private const int FuzzRuns = 5_000;

    private static readonly WebConnector Connector = new();

    public static TheoryData<string> Proofs =>
        ["cookie-wins-over-the-body", "link-in-the-address", "jwt-rs256", "jwt-es256", "jwt-ps256"];

    public static TheoryData<string> Modes =>
        ["cookie-of-nobody-yet", "link-in-the-address", "jwt-rs256"];

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "cookie", "allowedOrigins", "*", "must name" },
        { "cookie", "allowedOrigins", "https://shop.example,*", "must name" },
        { "cookie", "allowedOrigins", "https://shop.example,null", "must name" },
        { "cookie", "identitySecret", "", "is required" },
        { "cookie", "identitySecret", $"{Key},short", "32 characters" },
        { "cookie", "cookiePath", "chat", "must be the path" },
        { "cookie", "cookiePath", "/; Domain=shop.example", "must be the path" },
        { "link", "identitySecret", "", "is required" },
        { "link", "identitySecret", "short", "32 characters" },
        { "jwt", "jwtIssuer", "", "is required" },
        { "jwt", "jwtAudience", "", "is required" },
        { "jwt", "jwksUrl", "", "is required" },
        { "jwt", "jwksUrl", "http://login.example/keys", "must be https" },
        { "open", "metadataHeaders", "X-Shop,cookie", "signs somebody in" },
        { "link", "metadataHeaders", "Authorization", "signs somebody in" },
        { "open", "metadataHeaders", "X Shop", "must be names of headers" },
        { "open", "metadataHeaders", new string('x', 101), "must be names of headers" },
        { "open", "metadataHeaders", string.Join(',', Enumerable.Repeat("x", 21)), "20 names" },
    };

    [Theory]
    [MemberData(nameof(Proofs))]
    public void A_proof_with_any_letter_changed_proves_nothing(string name)
    {
        var folder = Suite.Case("web", "inbound", name);
        var request = folder.Request();
        var header = request.Header("Authorization") is null ? "Cookie" : "Authorization";
        var whole = request.Header(header) ?? request.Query;
        var proof = whole.Split('=', ';', ' ').MaxBy(part => part.Length)!;
        var begin = whole.IndexOf(proof, StringComparison.Ordinal);
        Assert.IsType<Verification.Verified>(Verify(request));
        for (var at = begin; at < begin + proof.Length; at++)
            Assert.IsNotType<Verification.Verified>(Verify(With(Spoil(whole, at))));

        Verification Verify(WebhookRequest one) => Connector.Verifier.Verify(
            one, folder.Settings(Connector), folder.Keys(), folder.Now);

        WebhookRequest With(string changed) => request.Header(header) is null
            ? request with { Query = changed }
            : request with { Header = asked => asked == header ? changed : null };
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Noise_never_makes_it_throw_and_never_proves_a_user_of_its_choice(string name)
    {
        var folder = Suite.Case("web", "inbound", name);
        var settings = folder.Settings(Connector);
        var recorded = Suite.Folders(Connector, "inbound")
            .Select(path => new CaseFolder(path).Request()).ToArray();
        var ours = new HashSet<string> { "ann", "Zoë 🐟/7" };
        foreach (var request in new Fuzz(Seed, recorded).Requests(FuzzRuns))
        {
            var verdict = Connector.Verifier.Verify(request, settings, folder.Keys(), folder.Now);
            if (verdict is not Verification.Verified proof)
                continue;
            // Who asks for nothing of a user gets in without one; a new one is nobody's.
            Assert.True(
                proof.User is null ? request.Path is not ("" or "sse")
                    : ours.Contains(proof.User) || proof.Headers is not null,
                proof.User);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_way_that_lacks_what_it_needs_is_refused(
        string way, string field, string value, string problem)
    {
        var given = new Dictionary<string, string?>
        {
            ["identity"] = way,
            ["allowedOrigins"] = "https://shop.example",
            ["identitySecret"] = Key,
            ["jwtIssuer"] = "https://login.example",
            ["jwtAudience"] = "chat",
            ["jwksUrl"] = "https://login.example/keys",
        };
        Assert.Empty(Connector.ProblemsOf(CaseFolder.Make(Connector, new(given), way)));
        given[field] = value;
        var (wrong, told) = Assert.Single(
            Connector.ProblemsOf(CaseFolder.Make(Connector, given, way)));
        Assert.Equal(field, wrong.Name);
        Assert.Contains(problem, told, StringComparison.Ordinal);
        if (value.Length > 0)
            Assert.DoesNotContain(value, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_this_machine_itself_need_no_encryption_and_no_other_host_is_asked()
    {
        var settings = CaseFolder.Make(
            Connector,
            new Dictionary<string, string?>
            {
                ["identity"] = "jwt",
                ["jwtIssuer"] = "i",
                ["jwtAudience"] = "a",
                ["jwksUrl"] = "http://127.0.0.1:5000/keys",
            },
            "jwt");
        Assert.Empty(Connector.ProblemsOf(settings));
        Assert.Equal(["127.0.0.1:5000"], Connector.KeyHostsOf(settings));
        Assert.Empty(Connector.KeyHostsOf(CaseFolder.Make(Connector, [], "open")));
    }

    private static string Spoil(string text, int at) =>
        text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
}
