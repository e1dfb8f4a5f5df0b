using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>What an operator sees at start: what is wrong, where, and what to do.</summary>
public sealed class StartTests
{
    private const string Key = "a-key-of-some-length";

    [Fact]
    public async Task A_second_process_on_the_folder_is_told_so()
    {
        await using var first = await SiloProcess.Started();
        await using var second = new SiloProcess($"--Tock:Storage:Path={first.Folder}");
        await second.StartToFail();
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(
            $"The data folder {first.Folder} is used by another process",
            second.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_alone()
    {
        await using var silo = new SiloProcess();
        var file = Path.Combine(silo.Folder, "tock.db");
        var garbage = Encoding.ASCII.GetBytes(new string('x', 8_192));
        await File.WriteAllBytesAsync(file, garbage, Stop);
        await silo.StartToFail();
        Assert.NotEqual(0, silo.ExitCode);
        Assert.Contains(file, silo.Output, StringComparison.Ordinal);
        Assert.Equal(garbage, await File.ReadAllBytesAsync(file, Stop));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        await using var silo = new SiloProcess("--Tock:Storage:Path=/proc/no-such-folder");
        await silo.StartToFail();
        Assert.NotEqual(0, silo.ExitCode);
        Assert.Contains("/proc/no-such-folder", silo.Output, StringComparison.Ordinal);
        Assert.Contains("Tock:Storage:Path", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_endpoints_are_told_all_at_once_each_with_its_path()
    {
        await using var silo = new SiloProcess(
            "--Tock:Endpoints:0:namespace=app",
            "--Tock:Endpoints:0:bot=demo",
            "--Tock:Endpoints:0:id=one",
            "--Tock:Endpoints:0:type=pigeon",
            "--Tock:Endpoints:1:namespace=app",
            "--Tock:Endpoints:1:bot=nobody",
            "--Tock:Endpoints:1:id=two",
            "--Tock:Endpoints:1:type=web",
            "--Tock:Endpoints:1:settings:colour=red");
        await silo.StartToFail();
        Assert.NotEqual(0, silo.ExitCode);
        foreach (var told in (string[])
            ["Tock:Endpoints:0:type", "pigeon", "app/nobody", "Tock:Endpoints:1:settings:colour",
             "Tock:Endpoints:1:settings:identity is required"])
            Assert.Contains(told, silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_is_behind_the_admin_key_and_off_without_one()
    {
        await using var closed = await SiloProcess.Started();
        Assert.Equal(HttpStatusCode.NotFound, await Dashboard(closed, null));
        await using var open = await SiloProcess.Started($"--Tock:Admin:Key={Key}");
        Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard(open, null));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Dashboard(open, new AuthenticationHeaderValue("Bearer", Key + "x")));
        Assert.Equal(
            HttpStatusCode.OK,
            await Dashboard(open, new AuthenticationHeaderValue("Bearer", Key)));
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{Key}"));
        Assert.Equal(
            HttpStatusCode.OK,
            await Dashboard(open, new AuthenticationHeaderValue("Basic", basic)));
    }

    [Fact]
    public async Task The_health_addresses_answer()
    {
        await using var silo = await SiloProcess.Started();
        foreach (var address in (string[])["/health/live", "/health/ready"])
        {
            using var answer = await silo.Client.GetAsync(new Uri(address, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<HttpStatusCode> Dashboard(
        SiloProcess silo, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        request.Headers.Authorization = authorization;
        using var answer = await silo.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
