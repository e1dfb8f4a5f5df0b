using System.Net;
using System.Text;
using TockOrleans.Hosting.Secrets;

namespace TockOrleans.Hosting.Tests.Endpoints;

/// <summary>Secrets go in, are used, and never come out again.</summary>
public sealed class EndpointSecretsTests
{
    private const string Secret = "hush-hush-signing";
    private const string Token = "hush-hush-token";
    private const string Path = "endpoints/app/echo/safe";

    private const string Open = """{"type":"web","settings":{"identity":"open"}}""";

    private const string Whole =
        $$"""
        {
          "type": "vault",
          "settings": {
            "signingSecret": "{{Secret}}", "botToken": "{{Token}}", "colour": "red", "size": 7
          }
        }
        """;

    private const string Shown =
        """
        {"namespace":"app","bot":"echo","id":"safe","type":"vault","path":"/io/app/echo/safe","source":"api","version":1,"active":true,"identity":"channel","settings":{"colour":"red","size":"7","signingSecret":{"set":true},"botToken":{"set":true}}}
        """;

    [Fact]
    public async Task A_secret_works_at_once_and_is_never_shown()
    {
        await using var node = await Node.Start();
        var put = await node.Admin("PUT", Path, Whole);
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (put.Status, put.ETag));
        Assert.Equal(Shown, put.Text);
        Assert.Equal(Shown, (await node.Admin("GET", Path)).Text);
        var call = await node.Call("app/echo/safe", Secret);
        Assert.Equal((HttpStatusCode.OK, "red"), (call.Status, call.Text));
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await node.Call("app/echo/safe", "wrong")).Status);
        var list = await node.Admin("GET", "endpoints");
        Assert.DoesNotContain("hush-hush", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_disk_no_secret_can_be_read_and_a_restart_still_knows_it()
    {
        await using var node = await Node.Start();
        await node.Admin("PUT", Path, Whole);
        Assert.Equal("red", (await node.Call("app/echo/safe", Secret)).Text);
        await node.Close();
        var files = Directory.GetFiles(node.Folder);
        Assert.Contains(files, file => file.EndsWith(KeyFile.Name, StringComparison.Ordinal));
        var bytes = files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))
            .ToArray();
        Assert.Contains(bytes, text => text.Contains("app/echo/safe", StringComparison.Ordinal));
        Assert.All(bytes, text =>
            Assert.DoesNotContain("hush-hush", text, StringComparison.Ordinal));
        await node.Open();
        Assert.Equal("red", (await node.Call("app/echo/safe", Secret)).Text);
        Assert.Equal(Shown, (await node.Admin("GET", Path)).Text);
    }

    [Theory]
    [InlineData("""{"type":"vault","settings":{"colour":"blue"}}""")]
    [InlineData("""{"type":"VAULT","settings":{"signingSecret":null,"botToken":null}}""")]
    [InlineData("""{"type":"vault"}""")]
    [InlineData(
        """
        {"type":"vault","settings":{"signingSecret":{"set":true},"BOTTOKEN":{"set":true}}}
        """)]
    public async Task A_secret_left_out_is_kept_and_other_settings_are_not(string change)
    {
        await using var node = await Node.Start();
        await node.Admin("PUT", Path, Whole);
        var put = await node.Admin("PUT", Path, change);
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (put.Status, put.ETag));
        Assert.Equal(
            """{"colour":"blue","signingSecret":{"set":true},"botToken":{"set":true}}""",
            put.Json.GetProperty("settings").GetRawText());
        Assert.Equal("blue", (await node.Call("app/echo/safe", Secret)).Text);
    }

    [Fact]
    public async Task A_secret_can_be_changed_and_taken_away()
    {
        await using var node = await Node.Start();
        await node.Admin("PUT", Path, Whole);
        var put = await node.Admin(
            "PUT",
            Path,
            """{"type":"vault","settings":{"signingSecret":"another-one","botToken":""}}""");
        Assert.Equal(
            """{"colour":"blue","signingSecret":{"set":true},"botToken":{"set":false}}""",
            put.Json.GetProperty("settings").GetRawText());
        Assert.Equal("blue", (await node.Call("app/echo/safe", "another-one")).Text);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await node.Call("app/echo/safe", Secret)).Status);
        var emptied = await node.Admin(
            "PUT", Path, """{"type":"vault","settings":{"signingSecret":""}}""");
        Assert.Equal(HttpStatusCode.BadRequest, emptied.Status);
        Assert.StartsWith(
            "settings:signingSecret is required",
            emptied.Problems.Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_another_type_is_not_kept()
    {
        await using var node = await Node.Start();
        await node.Admin("PUT", Path, Whole);
        Assert.Equal(
            HttpStatusCode.OK, (await node.Admin("PUT", Path, Open)).Status);
        var back = await node.Admin("PUT", Path, """{"type":"vault"}""");
        Assert.StartsWith(
            "settings:signingSecret is required", back.Problems.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_rotated_by_a_new_first_one_and_a_put()
    {
        var (old, @new) = (SecretKey.Make(), SecretKey.Make());
        await using var node = await Node.Start($"--Tock:Secrets:Keys:0={old}");
        await node.Admin("PUT", Path, Whole);
        await node.Close();
        await node.Open($"--Tock:Secrets:Keys:0={@new}", $"--Tock:Secrets:Keys:1={old}");
        Assert.Equal("red", (await node.Call("app/echo/safe", Secret)).Text);
        await node.Admin("PUT", Path, """{"type":"vault","settings":{"colour":"red","size":7}}""");
        await node.Close();
        await node.Open($"--Tock:Secrets:Keys:0={@new}");
        Assert.Equal("red", (await node.Call("app/echo/safe", Secret)).Text);
        Assert.False(File.Exists(System.IO.Path.Combine(node.Folder, KeyFile.Name)));
    }

    [Fact]
    public async Task Without_its_key_an_endpoint_is_shown_with_its_trouble_and_can_be_put_anew()
    {
        await using var node = await Node.Start();
        await node.Admin("PUT", Path, Whole);
        await node.Admin("PUT", "endpoints/app/echo/open", Open);
        await node.Close();
        File.Delete(System.IO.Path.Combine(node.Folder, KeyFile.Name));
        await node.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await node.Call("app/echo/safe", Secret)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Call("app/echo/open", "")).Status);
        var found = await node.Admin("GET", Path);
        Assert.False(found.Json.GetProperty("active").GetBoolean());
        Assert.Equal(2, found.Problems.Length);
        Assert.All(found.Problems, text =>
            Assert.Contains("cannot be opened", text, StringComparison.Ordinal));
        var kept = await node.Admin("PUT", Path, """{"type":"vault"}""");
        Assert.Contains(kept.Problems, text => text.StartsWith(
            "settings:signingSecret must be given again", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await node.Admin("PUT", Path, Whole)).Status);
        Assert.Equal("red", (await node.Call("app/echo/safe", Secret)).Text);
    }
}
