using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Messenger;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Messenger;

/// <summary>What no recorded answer shows.</summary>
public sealed class MessengerClientTests
{
    private static readonly MessengerConnector Connector = new();

    [Fact]
    public async Task An_answer_that_stands_still_in_its_body_is_not_waited_for_for_ever() =>
        Assert.Equal(
            new DeliveryOutcome.Unknown("no answer in time"),
            await Standstill.Send(Connector, new Delivery(
                CaseFolder.Make(Connector, [], "messenger"),
                null,
                """{"id":"7"}""",
                """{"messaging_type":"RESPONSE","message":{"text":"hi"}}""",
                "key")));
}
