namespace TockOrleans.Connectors.Contract;

/// <summary>What a setting is.</summary>
public enum SettingKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>Values separated by commas.</summary>
    List,
}
