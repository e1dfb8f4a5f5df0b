using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Test;

/// <summary>What a test endpoint is told.</summary>
internal static class TestSettings
{
    private const int KeyMin = 16;

    public static readonly SettingField Key = new(
        "key",
        "Key",
        "The bearer key of programs that call the endpoint's own address; without one only the "
        + "administration talks through it.")
    {
        Secret = true,
        Min = KeyMin,
    };

    public static IReadOnlyList<SettingField> Fields { get; } = [Key];
}
