using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TockOrleans.Hosting.Secrets;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Tests.Secrets;

public sealed class KeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tock-keys").FullName;

    private string Path => System.IO.Path.Combine(folder, KeyFile.Name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_is_made_with_the_first_secret_for_its_owner_alone()
    {
        var box = new AesGcmSecretBox(File(NullLogger.Instance));
        Assert.False(System.IO.File.Exists(Path));
        var text = box.Seal("secret", "p");
        Assert.Equal([Path], Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                System.IO.File.GetUnixFileMode(Path));
        Assert.Equal("secret", new AesGcmSecretBox(File(NullLogger.Instance)).Open(text, "p"));
    }

    [Fact]
    public void Opening_makes_no_key()
    {
        var text = new AesGcmSecretBox(File(NullLogger.Instance)).Seal("secret", "p");
        System.IO.File.Delete(Path);
        var box = new AesGcmSecretBox(File(NullLogger.Instance));
        var refused = Assert.Throws<StoreException>(() => box.Open(text, "p"));
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Path));
    }

    [Fact]
    public async Task Made_by_many_at_once_it_is_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            using var start = new Barrier(8);
            var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    return File(NullLogger.Instance).Sealing().Id;
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(ids.Distinct());
            Assert.Equal([Path], Directory.GetFiles(folder));
            System.IO.File.Delete(Path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("AAECAwQFBgcICQoLDA0ODw==")]
    public void A_file_that_holds_no_key_is_told_and_left_alone(string text)
    {
        System.IO.File.WriteAllText(Path, text);
        var box = new AesGcmSecretBox(File(NullLogger.Instance));
        var refused = Assert.Throws<StoreException>(() => box.Seal("secret", "p"));
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, System.IO.File.ReadAllText(Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told()
    {
        System.IO.File.WriteAllText(System.IO.Path.Combine(folder, "file"), "");
        var keys = new KeyFile(
            System.IO.Path.Combine(folder, "file", KeyFile.Name), NullLogger.Instance);
        var refused = Assert.Throws<StoreException>(() => keys.Sealing());
        Assert.Contains("Tock:Secrets:Keys", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_is_is_said_once_as_a_warning()
    {
        var log = new RecordedLog<KeyFile>();
        var box = new AesGcmSecretBox(File(log));
        box.Open(box.Seal("secret", "p"), "p");
        var (level, text) = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(Path, text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            System.IO.File.ReadAllText(Path).Trim(), text, StringComparison.Ordinal);
    }

    private KeyFile File(ILogger logger) => new(Path, logger);
}
