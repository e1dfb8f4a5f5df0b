using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Web;

namespace TockOrleans.Connectors.Tests.Contracts;

public sealed class ConnectorCatalogTests
{
    [Fact]
    public void Being_in_an_assembly_is_all_the_registration_there_is()
    {
        var catalog = ConnectorCatalog.From(
            BuiltInConnectors.Assembly,
            typeof(PaperConnector).Assembly,
            BuiltInConnectors.Assembly);
        Assert.IsType<WebConnector>(catalog.Find("web"));
        Assert.IsType<PaperConnector>(catalog.Find("PAPER"));
        Assert.Null(catalog.Find("pigeon"));
        Assert.Equal(
            catalog.All.OrderBy(connector => connector.Description.Type, StringComparer.Ordinal),
            catalog.All);
    }

    [Fact]
    public void Two_connectors_of_one_type_are_refused_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => new ConnectorCatalog([new WebConnector(), new PaperConnector("Web")]));
        Assert.Equal(
            "the connector type 'Web' is there more than once: "
            + "TockOrleans.Connectors.Tests.Contracts.PaperConnector in "
            + "TockOrleans.Connectors.Tests, "
            + "TockOrleans.Connectors.Web.WebConnector in TockOrleans.Connectors",
            error.Message);
    }
}
