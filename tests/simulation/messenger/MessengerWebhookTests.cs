using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.Simulation.Tests;

public sealed class MessengerWebhookTests
{
    private const string Secret = "meta_app_secret_0123456789abcdef";

    private const string Answer =
        "\"messaging_type\":\"RESPONSE\",\"message\":{\"text\":\"ho\"}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Checked with openssl dgst -sha256 -hmac, and -sha1.
    [Fact]
    public void A_body_is_signed_twice()
    {
        var body = Encoding.UTF8.GetBytes(
            """
            {"object":"page","entry":[{"id":"1906385232743451","time":1749416383123,"messaging":[{"sender":{"id":"6543210987654321"},"recipient":{"id":"1906385232743451"},"timestamp":1749416382999,"message":{"mid":"m_TEST1","text":"hello"}}]}]}
            """);
        Assert.Equal(
            "sha256=84238aa1b0cd178a8d13ca1dffcdb4f7b64d99a18dc2560f32a0ae8af73457b4",
            MessengerSigner.Sign(Secret, body));
        Assert.Equal(
            "sha1=f6f3b0ea1589fbd4b7ef7914c5c3e2564ef72eb2",
            MessengerSigner.SignOld(Secret, body));
    }

    [Fact]
    public void A_token_is_proved() => Assert.Equal(
        "b163907c299a0fee9f2acc0bd86c7f1da6238307d77692254c83fd61e31726f5",
        MessengerSigner.Prove(Secret, "EAAtestPageToken123"));

    [Fact]
    public async Task What_is_not_ASCII_arrives_escaped_in_lower_case_and_is_signed_so()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1767323045123));
        await using var webhook = await WebhookDouble.Started();
        await using var page = new MessengerSimulator(
            new() { Webhook = webhook.Url, SigningSecret = Secret, Time = time });

        await page.Press("77", "é/🎉", "go").Done.WaitAsync(Stop);

        var hit = Assert.Single(webhook.Hits);
        Assert.Contains(
            "\"title\":\"\\u00e9\\/\\ud83c\\udf89\"", hit.Text, StringComparison.Ordinal);
        Assert.Equal(MessengerSigner.Sign(Secret, hit.Body), hit.Header("X-Hub-Signature-256"));
        Assert.StartsWith("sha1=", hit.Header("X-Hub-Signature"), StringComparison.Ordinal);
        Assert.Equal("1767323045123", $"{hit.Json["entry"]![0]!["messaging"]![0]!["timestamp"]}");
    }

    [Fact]
    public async Task A_batch_comes_again_as_it_was_and_after_an_hour_the_app_is_off_the_page()
    {
        await using var webhook = await WebhookDouble.Started();
        webhook.Answer = (_, http) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await using var page = new MessengerSimulator(
            new() { Webhook = webhook.Url, TimeScale = 0.0001 });
        await page.Start(Stop);

        var delivery = await page
            .Batch([page.Said("1", "one"), page.Said("2", "two")]).Done.WaitAsync(Stop);

        Assert.False(delivery.IsAcknowledged);
        Assert.Equal(9, webhook.Hits.Count);
        Assert.Single(webhook.Hits.Select(hit => hit.Text).Distinct());
        Assert.Null(page.Subscribed);
        Assert.Empty((await page.Get("me/subscribed_apps"))["data"]!.AsArray());
        await page.Post("subscribed_apps", """{"subscribed_fields":"messages,standby"}""");
        Assert.Equal(["messages", "standby"], page.Subscribed);
    }

    [Fact]
    public async Task A_message_comes_back_with_its_metadata_and_is_reported_delivered_and_read()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var page = new MessengerSimulator(
            new() { Webhook = webhook.Url, Delivered = true, Read = true });
        await page.Start(Stop);
        await page.Say("1", "hi").Done;

        var sent = await page.Send(
            "1", """ "messaging_type":"RESPONSE","message":{"text":"ho","metadata":"k1"}""");
        await page.Webhook.Idle(Stop);

        var told = webhook.Hits.Skip(1)
            .Select(hit => hit.Json["entry"]![0]!["messaging"]![0]!).ToArray();
        var echo = Assert.Single(told, one => one["message"] is not null);
        Assert.Equal("1", $"{echo["recipient"]!["id"]}");
        Assert.Equal(
            $$"""{"mid":"{{sent["message_id"]}}","is_echo":true,"app_id":1234567890,"text":"ho","metadata":"k1"}""",
            echo["message"]!.ToJsonString());
        Assert.Single(told, one => $"{one["delivery"]?["mids"]?[0]}" == $"{sent["message_id"]}");
        Assert.Single(told, one => one["read"] is not null);
    }

    [Fact]
    public async Task Where_a_person_has_the_conversation_the_bot_reads_along_and_cannot_write()
    {
        await using var webhook = await WebhookDouble.Started();
        await using var page = new MessengerSimulator(new() { Webhook = webhook.Url });
        await page.Start(Stop);
        await page.Say("1", "hi").Done;
        await page.TakeOver("1").Done;
        await page.Say("1", "to the person").Done;

        Assert.NotNull(webhook.Hits[^1].Json["entry"]![0]!["standby"]);
        Assert.Equal(
            "10/2018300",
            (await page.Send("1", Answer)).Error());
        await page.HandBack("1", "done").Done;
        var passed = webhook.Hits[^1].Json["entry"]![0]!["messaging"]![0]!["pass_thread_control"]!;
        Assert.Equal("1234567890", $"{passed["new_owner_app_id"]}");
        Assert.Null((await page.Send("1", Answer)).Error());
    }
}
