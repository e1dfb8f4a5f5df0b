using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Stores;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Hosting.Secrets;

/// <summary>Registers what keeps secrets unreadable on the disk.</summary>
internal static class SecretsSetup
{
    public static void AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsCheck>();
        services.AddOptionsWithValidateOnStart<SecretOptions>()
            .BindConfiguration(SecretOptions.Section);
        services.AddSingleton<ISecretBox>(provider => new AesGcmSecretBox(Keys(provider)));
    }

    private static ISecretKeys Keys(IServiceProvider provider)
    {
        var given = provider.GetRequiredService<IOptions<SecretOptions>>().Value.Keys;
        if (given.Count > 0)
            return new ConfiguredKeys([.. given.Select(text => SecretKey.Parse(text)!)]);
        // Without keys only the embedded profile starts; its store, made here where it is not yet,
        // holds the folder for this process.
        var folder = provider.GetRequiredService<SqliteSessionStore>().Path;
        return new KeyFile(
            Path.Combine(folder, KeyFile.Name),
            provider.GetRequiredService<ILogger<KeyFile>>());
    }
}
