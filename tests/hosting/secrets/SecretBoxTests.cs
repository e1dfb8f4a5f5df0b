using TockOrleans.Hosting.Secrets;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Tests.Secrets;

public sealed class SecretBoxTests
{
    private const string Purpose = "endpoint app/echo/shop slack botToken";

    // Made by another implementation of AES-GCM, from the key of the bytes 0 to 31.
    private const string CountingKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string SealedElsewhere =
        "v1.f7f4af7863ef903e.ZGVmZ2hpamtsbW5vMHSmBFQq_7MPqEt3g_NnBiX1oX1pxZ-b-g";

    private static readonly string Old = SecretKey.Make();
    private static readonly string New = SecretKey.Make();

    public static TheoryData<string> Texts =>
        new("", "a", "xoxb-1", "ключ 🔑\0\n", new string('x', 20_000));

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_was_sealed_is_opened(string secret)
    {
        var box = Box(Old);
        Assert.Equal(secret, box.Open(box.Seal(secret, Purpose), Purpose));
    }

    [Fact]
    public void What_another_implementation_sealed_is_opened() =>
        Assert.Equal("xoxb-é-1", Box(CountingKey).Open(SealedElsewhere, Purpose));

    [Fact]
    public void The_same_text_is_never_sealed_the_same_twice()
    {
        var box = Box(Old);
        var texts = Enumerable.Range(0, 1_000).Select(_ => box.Seal("same", Purpose)).ToArray();
        Assert.Equal(1_000, texts.Distinct().Count());
        Assert.All(texts, text => Assert.DoesNotContain("same", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_key_seals_and_the_old_one_still_opens()
    {
        var before = Box(Old).Seal("first", Purpose);
        var rotated = Box(New, Old);
        Assert.Equal("first", rotated.Open(before, Purpose));
        var after = rotated.Seal("second", Purpose);
        Assert.Equal("second", Box(New).Open(after, Purpose));
        Assert.Throws<StoreException>(() => Box(Old).Open(after, Purpose));
    }

    [Fact]
    public void Without_its_key_it_stays_shut_and_the_missing_key_is_named()
    {
        var refused = Assert.Throws<StoreException>(
            () => Box(Old).Open(SealedElsewhere, Purpose));
        Assert.Contains("f7f4af7863ef903e", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Tock:Secrets:Keys", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("endpoint app/echo/shop slack signingSecret")]
    [InlineData("endpoint app/echo/other slack botToken")]
    public void For_another_purpose_it_stays_shut(string purpose) =>
        Assert.Throws<StoreException>(() => Box(CountingKey).Open(SealedElsewhere, purpose));

    [Fact]
    public void Changed_in_any_place_it_stays_shut()
    {
        var box = Box(CountingKey);
        for (var at = 0; at < SealedElsewhere.Length; at++)
        {
            var other = SealedElsewhere[at] == 'A' ? 'z' : 'A';
            var changed = SealedElsewhere[..at] + other + SealedElsewhere[(at + 1)..];
            Assert.Throws<StoreException>(() => box.Open(changed, Purpose));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("v1")]
    [InlineData("v1..")]
    [InlineData("v1.f7f4af7863ef903e.")]
    [InlineData("v1.f7f4af7863ef903e.AAAA")]
    [InlineData("v1.f7f4af7863ef903e.not base64!")]
    [InlineData("v2.f7f4af7863ef903e.ZGVmZ2hpamtsbW5vMHSmBFQq_7MPqEt3g_NnBiX1oX1pxZ-b-g")]
    [InlineData("v1.f7f4af7863ef903e.ZGVmZ2hpamtsbW5vMHSmBFQq_7MPqEt3g_NnBiX1oX1pxZ-b-g.x")]
    public void What_is_no_sealed_text_is_refused(string text) =>
        Assert.Throws<StoreException>(() => Box(CountingKey).Open(text, Purpose));

    private static AesGcmSecretBox Box(params string[] keys) =>
        new(new ConfiguredKeys([.. keys.Select(key => SecretKey.Parse(key)!)]));
}
