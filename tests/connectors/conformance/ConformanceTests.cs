using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;
using Xunit.Sdk;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// What every connector must keep. The cases are data; this code never changes for one.
/// </summary>
public sealed class ConformanceTests
{
    /// <summary>Hostile requests for each connector.</summary>
    private const int FuzzRuns = 20_000;

    private const int Seed = 20_260_102;

    public static IEnumerable<TheoryDataRow<string>> Types => Suite.Types();

    public static IEnumerable<TheoryDataRow<string, string>> Inbound => Suite.Cases("inbound");

    public static IEnumerable<TheoryDataRow<string, string>> Outbound => Suite.Cases("outbound");

    [Theory]
    [MemberData(nameof(Inbound))]
    public void A_request_becomes_what_the_case_says(string type, string name) =>
        Compare(type, "inbound", name, InboundCase.Run);

    [Theory]
    [MemberData(nameof(Outbound))]
    public void A_message_becomes_what_the_case_says(string type, string name) =>
        Compare(type, "outbound", name, OutboundCase.Run);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Deliveries_end_as_the_cases_say(string type)
    {
        var connector = Suite.Connector(type);
        var wrong = new List<string>();
        foreach (var name in Suite.Folders(connector, "delivery").Select(Path.GetFileName))
        {
            var folder = Suite.Case(type, "delivery", name!);
            try
            {
                var outcome = await DeliveryCase.Run(
                    connector, folder, TestContext.Current.CancellationToken);
                Compare(type, "delivery", name!, (_, _) => outcome);
            }
            catch (XunitException failed)
            {
                // One wrong case does not hide the others.
                wrong.Add(failed.Message);
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_connector_has_cases(string type)
    {
        var connector = Suite.Connector(type);
        Assert.True(
            Suite.Count(connector) > 0,
            $"the connector '{type}' has no cases in {Suite.CasesFolder(connector)}");
        if (connector.Client is not null)
            Assert.NotEmpty(Suite.Folders(connector, "delivery"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_request_makes_the_verifier_or_the_parser_throw(string type)
    {
        var connector = Suite.Connector(type);
        var settings = CaseFolder.Make(connector, [], type);
        var recorded = Suite.Folders(connector, "inbound")
            .Select(folder => new CaseFolder(folder).Request()).ToArray();
        var proof = new Verification.Verified();
        foreach (var request in new Fuzz(Seed, recorded).Requests(FuzzRuns))
        {
            Assert.NotNull(connector.Verifier.Verify(
                request, settings, new Dictionary<Uri, string>(), DateTimeOffset.UnixEpoch));
            var result = connector.Parser.Parse(request, settings, proof, DateTimeOffset.UnixEpoch);
            if (result is ParseResult.Events events)
                foreach (var item in events.Items.OfType<ParsedItem.FromUser>())
                    AssertFits(item);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_message_of_a_connection_makes_it_throw(string type)
    {
        var connector = Suite.Connector(type);
        var recorded = Suite.Folders(connector, "inbound")
            .Select(folder => new CaseFolder(folder))
            .Where(folder => folder.IsOfConnection).ToArray();
        if (recorded.Length == 0)
            return;
        var settings = recorded[0].Settings(connector);
        var connection = connector.ConnectionOf(settings)!;
        var requests = new Fuzz(Seed, [.. recorded.Select(folder => folder.Request())]);
        foreach (var request in requests.Requests(FuzzRuns))
            if (connection.Read(request.Body, settings, DateTimeOffset.UnixEpoch)
                is ParseResult.Events events)
                foreach (var item in events.Items.OfType<ParsedItem.FromUser>())
                    AssertFits(item);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_message_is_rendered_whole_and_always_the_same(string type)
    {
        var connector = Suite.Connector(type);
        var context = new RenderContext(CaseFolder.Make(connector, [], type), "message-1");
        foreach (var (message, words) in Samples.All)
        {
            var payloads = ConnectorRendering.Render(connector, message, context);
            Assert.Equal(payloads, ConnectorRendering.Render(connector, message, context));
            // What is numbered comes back as a number; the choice behind it is the platform's.
            var choices = Fallback.Adapt(message, connector.Description.Capabilities, type).Choices;
            var shown = string.Concat(payloads)
                + string.Concat(choices.Select(choice => choice.Payload + choice.NlpText));
            Assert.All(words, word => Assert.Contains(word, shown, StringComparison.Ordinal));
        }
    }

    private static void AssertFits(ParsedItem.FromUser item)
    {
        var endpoint = new EndpointId("app", "demo", "case");
        Assert.True(SessionId.TryCreate(endpoint, item.User, item.Thread, out _), "no session id");
        Assert.Null(BoundsCheck.Excess(item.Inbound));
    }

    private static void Compare(
        string type, string kind, string name, Func<Connector, CaseFolder, JsonNode> run)
    {
        var folder = Suite.Case(type, kind, name);
        var actual = CaseFolder.Text(run(Suite.Connector(type), folder));
        var expected = CaseFolder.Text(folder.Expected);
        Assert.True(
            expected == actual,
            $"case {type}/{kind}/{name}\nexpected {expected}\nactual   {actual}");
    }
}
