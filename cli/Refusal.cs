namespace TockOrleans.Cli;

/// <summary>It was not done; the message says why, to the person at the shell.</summary>
internal sealed class Refusal : Exception
{
    public Refusal()
        : this(ExitCodes.Refused, "it was not done")
    {
    }

    public Refusal(string message)
        : this(ExitCodes.Refused, message)
    {
    }

    public Refusal(string message, Exception innerException)
        : base(message, innerException) => ExitCode = ExitCodes.Refused;

    public Refusal(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }

    /// <summary>Whether it concerns what was asked, and other things may yet be done.</summary>
    public bool OfOneTurn { get; init; }
}
