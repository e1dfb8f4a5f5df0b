using System.Net;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Admin;

public sealed class HealthAdminTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_health_of_an_endpoint_is_what_its_grain_says()
    {
        await using var door = await AdminDoor.Open(Endpoint(() => new EndpointHealth(
            12, 3, 1, 4, Noon, Noon.AddSeconds(1), "429", CircuitOpen: true, "token_revoked")));
        var answer = await door.Ask("GET", "endpoints/app/echo/shop/health");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """
            {"accepted":12,"retried":3,"dead":1,"backlog":4,"lastSuccess":"2030-05-06T12:00:00+00:00","lastFailure":"2030-05-06T12:00:01+00:00","lastError":"429","circuitOpen":true,"revoked":"token_revoked"}
            """,
            answer.Text);
    }

    [Fact]
    public async Task What_never_happened_is_left_out()
    {
        await using var door = await AdminDoor.Open(Endpoint(() =>
            new EndpointHealth(0, 0, 0, 0, null, null, null, CircuitOpen: false, null)));
        Assert.Equal(
            """{"accepted":0,"retried":0,"dead":0,"backlog":0,"circuitOpen":false}""",
            (await door.Ask("GET", "endpoints/app/echo/shop/health")).Text);
    }

    [Fact]
    public async Task The_connection_an_endpoint_opens_to_its_channel_is_told_of()
    {
        await using var door = await AdminDoor.Open(Endpoint(() =>
            new EndpointHealth(0, 0, 0, 0, null, null, null, CircuitOpen: false, null)
            {
                Connection = new ConnectionHealth(true, Noon, "closed 1006", Noon.AddHours(-1)),
            }));
        Assert.Equal(
            """
            {"accepted":0,"retried":0,"dead":0,"backlog":0,"circuitOpen":false,"connection":{"connected":true,"since":"2030-05-06T12:00:00+00:00","lastError":"closed 1006","lastErrorAt":"2030-05-06T11:00:00+00:00"}}
            """,
            (await door.Ask("GET", "endpoints/app/echo/shop/health")).Text);
    }

    [Fact]
    public async Task How_an_endpoint_is_at_its_channel_is_told_of()
    {
        await using var door = await AdminDoor.Open(Endpoint(() =>
            new EndpointHealth(0, 0, 0, 0, null, null, null, CircuitOpen: false, null)
            {
                Upkeep = new UpkeepHealth(Noon, "not subscribed: 200", "profile set"),
            }));
        Assert.Equal(
            """
            {"accepted":0,"retried":0,"dead":0,"backlog":0,"circuitOpen":false,"upkeep":{"at":"2030-05-06T12:00:00+00:00","problem":"not subscribed: 200","done":"profile set"}}
            """,
            (await door.Ask("GET", "endpoints/app/echo/shop/health")).Text);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_exist_has_no_health()
    {
        await using var door = await AdminDoor.Open();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await door.Ask("GET", "endpoints/app/echo/other/health")).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await door.Ask("GET", "endpoints/app/ec%20ho/shop/health")).Status);
    }

    [Fact]
    public async Task A_grain_that_cannot_be_asked_is_trouble_and_its_text_is_not_shown()
    {
        await using var door = await AdminDoor.Open(
            Endpoint(() => throw new TimeoutException("at 10.0.0.7")));
        var answer = await door.Ask("GET", "endpoints/app/echo/shop/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(503, answer.Json.GetProperty("status").GetInt32());
        Assert.DoesNotContain("10.0.0.7", answer.Text, StringComparison.Ordinal);
    }

    private static IConnectorEndpoint Endpoint(Func<EndpointHealth> health) =>
        Grains.Answering<IConnectorEndpoint>((method, _) =>
            method.Name == nameof(IConnectorEndpoint.GetHealth)
                ? Task.FromResult(health())
                : throw new InvalidOperationException($"not expected: {method}"));
}
