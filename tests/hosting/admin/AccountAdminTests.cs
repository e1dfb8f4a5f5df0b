using System.Net;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Hosting.Tests.Admin;

public sealed class AccountAdminTests
{
    private const string Accounts = "endpoints/app/echo/shop/accounts";
    private static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_accounts_of_an_endpoint_are_listed_page_by_page_and_no_token_is_shown()
    {
        (string? After, int Limit) asked = default;
        await using var door = await AdminDoor.Open(Endpoint((after, limit) =>
        {
            asked = (after, limit);
            return new AccountList(
                [
                    new AccountInfo("T1", "Acme", Noon, ["chat:write", "im:history"], null),
                    new AccountInfo("T2", null, Noon.AddDays(1), [], "app_uninstalled"),
                ],
                "T2");
        }));
        var answer = await door.Ask("GET", Accounts + "?after=T0&limit=2");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("T0", 2), asked);
        Assert.Equal(
            """
            {"accounts":[{"account":"T1","name":"Acme","installedAt":"2030-05-06T12:00:00+00:00","scopes":["chat:write","im:history"]},{"account":"T2","installedAt":"2030-05-07T12:00:00+00:00","scopes":[],"revoked":"app_uninstalled"}],"next":"T2"}
            """,
            answer.Text);
    }

    [Theory]
    [InlineData("?after=a%20b", HttpStatusCode.BadRequest)]
    [InlineData("?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("?limit=500", HttpStatusCode.OK)]
    public async Task A_page_has_its_bounds(string query, HttpStatusCode status)
    {
        await using var door = await AdminDoor.Open(Endpoint((_, _) => new AccountList([], null)));
        Assert.Equal(status, (await door.Ask("GET", Accounts + query)).Status);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_exist_has_none()
    {
        await using var door = await AdminDoor.Open();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await door.Ask("GET", "endpoints/app/echo/other/accounts")).Status);
    }

    private static IConnectorEndpoint Endpoint(Func<string?, int, AccountList> list) =>
        Grains.Answering<IConnectorEndpoint>((method, arguments) =>
            method.Name == nameof(IConnectorEndpoint.ListAccounts)
                ? Task.FromResult(list((string?)arguments[0], (int)arguments[1]!))
                : throw new InvalidOperationException($"not expected: {method}"));
}
