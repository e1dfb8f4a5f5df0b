namespace TockOrleans.Connectors.Contract;

/// <summary>What every endpoint that sends can be told, whatever its channel.</summary>
public static class CommonSettings
{
    private const string Least = "atLeastOnce";
    private const string Most = "atMostOnce";

    /// <summary>
    /// What becomes of a reply when no answer to a send came and the channel takes no idempotency
    /// key.
    /// </summary>
    public static SettingField Delivery { get; } = new(
        "delivery",
        "Delivery",
        "What becomes of a reply the channel may have or not: atLeastOnce sends it again, "
        + "atMostOnce makes it a dead letter.")
    {
        Default = Least,
        Choices = [Least, Most],
    };

    /// <summary>All fields of a connector's endpoints: its own, and those of all.</summary>
    /// <param name="connector">The connector.</param>
    public static IReadOnlyList<SettingField> FieldsOf(Connector connector) =>
        connector.Client is null
            ? connector.Description.Settings
            : [.. connector.Description.Settings, Delivery];

    /// <summary>The policy an endpoint was told.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    public static DeliveryPolicy PolicyOf(EndpointSettings settings) =>
        settings.Text(Delivery) == Most ? DeliveryPolicy.AtMostOnce : DeliveryPolicy.AtLeastOnce;
}
