namespace TockOrleans.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
}
