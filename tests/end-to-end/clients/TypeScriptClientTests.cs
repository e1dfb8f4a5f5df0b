using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Clients;

/// <summary>The TypeScript client, alone and with a silo.</summary>
public sealed class TypeScriptClientTests(TypeScriptClient client) : IClassFixture<TypeScriptClient>
{
    private const string Words = "grow word by word until it is whole";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_has_the_client_as_it_is_compiled() => Assert.True(
        await File.ReadAllTextAsync(client.Module, Stop)
            == await File.ReadAllTextAsync(
                Path.Combine(RepositoryFolder.Root, "ingress", "page", "client.js"), Stop),
        "ingress/page/client.js is not what clients/typescript compiles to: there, npm run page");

    [Fact]
    public Task It_keeps_its_promises_with_a_server_that_misbehaves() =>
        client.Run("--test", "test/client.test.mjs");

    [Fact]
    public async Task Through_kill_minus_nine_nothing_is_missed_and_nothing_comes_twice()
    {
        await using var silo = await SiloProcess.Started();
        using var talk = client.Talk(new Uri(silo.BaseAddress, "/io/app/echo/web"), "ann");
        var heard = Listen(talk);
        await Heard(heard, "state", "live");
        Tell(talk, new { say = "one" });
        await Heard(heard, "answer", "turn 1 one");
        await Heard(heard, "pushed", "turn 1 one");
        silo.Kill();
        await Heard(heard, "state", "connecting");
        Tell(talk, new { say = "two" });
        await silo.Start();
        await Heard(heard, "answer", "turn 2 two");
        await Heard(heard, "pushed", "turn 2 two");
        Tell(talk, new { stream = Words });
        await Poll.UntilAsync(() => heard.Count(line => line.Name == "grown") > 1);
        silo.Kill();
        await silo.Start();
        await Heard(heard, "answer", $"turn 3 {Words}");
        await Heard(heard, "pushed", $"turn 3 {Words}");
        Tell(talk, new { stream = "grow " + string.Join(' ', Enumerable.Range(1, 200)) });
        await Poll.UntilAsync(() => heard.Any(line => line.Name == "growing"
            && line.Text.StartsWith("turn 4 grow 1 2", StringComparison.Ordinal)));
        Tell(talk, new { stop = true });
        await Heard(heard, "cancelled", "true");
        await Poll.UntilAsync(() => heard.Count(line => line.Name == "pushed") == 4);
        Tell(talk, new { stop = true });
        await Heard(heard, "cancelled", "false");
        talk.StandardInput.Close();
        await talk.WaitForExitAsync(Stop);
        var pushed = heard.Where(line => line.Name == "pushed").Select(line => line.Text).ToList();
        Assert.Equal(["turn 1 one", "turn 2 two", $"turn 3 {Words}"], pushed[..3]);
        Assert.StartsWith("turn 4 grow 1 2", pushed[3], StringComparison.Ordinal);
        Assert.Equal(pushed, heard.Where(line => line.Name == "answer").Select(line => line.Text));
    }

    private static ConcurrentQueue<(string Name, string Text)> Listen(Process talk)
    {
        var heard = new ConcurrentQueue<(string, string)>();
        talk.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            using var json = JsonDocument.Parse(line.Data);
            foreach (var member in json.RootElement.EnumerateObject())
                heard.Enqueue((member.Name, member.Value.ToString().ToLowerInvariant()));
        };
        talk.BeginOutputReadLine();
        talk.BeginErrorReadLine();
        return heard;
    }

    private static Task Heard(
        ConcurrentQueue<(string Name, string Text)> heard, string name, string text) =>
        Poll.UntilAsync(() => heard.Contains((name, text)));

    private static void Tell(Process talk, object what) =>
        talk.StandardInput.WriteLine(JsonSerializer.Serialize(what));
}
