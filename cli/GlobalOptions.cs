using System.CommandLine;

namespace TockOrleans.Cli;

/// <summary>What every command may be told.</summary>
internal static class GlobalOptions
{
    private const string KeyVariable = "TOCK_ADMIN_KEY";
    private const string UrlVariable = "TOCK_URL";
    private const string DefaultUrl = "http://localhost:5080";

    public static Option<string?> Url { get; } = new("--url")
    {
        Description = $"Where TockOrleans is; else {UrlVariable}, else {DefaultUrl}.",
        Recursive = true,
    };

    public static Option<FileInfo?> KeyFile { get; } = new("--key-file")
    {
        Description = $"A file with the key of the administration; else {KeyVariable}.",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write the answers as they come, as JSON.",
        Recursive = true,
    };

    /// <summary>The server and key a command line names.</summary>
    /// <exception cref="Refusal">There is no key, or no address.</exception>
    public static AdminApi Open(ParseResult line)
    {
        var text = line.GetValue(Url) ?? Environment.GetEnvironmentVariable(UrlVariable)
            ?? DefaultUrl;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new Refusal(ExitCodes.Usage, "--url must be an http or https address");
        return new AdminApi(url, Key(line));
    }

    // Not an option itself: a command line can be seen by everybody on the machine.
    private static string Key(ParseResult line)
    {
        if (line.GetValue(KeyFile) is not { } file)
            return Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key
                ? key
                : throw new Refusal(
                    ExitCodes.Usage, $"give a key: {KeyVariable}, or --key-file FILE");
        try
        {
            return File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(ExitCodes.Usage, $"--key-file cannot be read: {failure.Message}");
        }
    }
}
