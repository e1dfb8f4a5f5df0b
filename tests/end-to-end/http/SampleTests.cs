using System.Net;
using System.Text;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>The program of the README that hosts a bot of one's own.</summary>
public sealed class SampleTests
{
    private static readonly Uri Address = new("/io/acme/bakery/web", UriKind.Relative);

    [Fact]
    public async Task A_program_of_ones_own_hosts_its_own_bot()
    {
        await using var program = new SiloProcess
        {
            Program = ("samples/host-your-own", "HostYourOwn"),
        };
        await program.Start();
        using var question = new StringContent(
            """{"query":"Bread, please!","userId":"me"}""", Encoding.UTF8, "application/json");
        using var answer = await program.Client.PostAsync(
            Address, question, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            "Fresh since six. How many loaves?",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
