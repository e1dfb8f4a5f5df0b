using Xunit;

namespace TockOrleans.Architecture.Tests;

internal static class Judge
{
    private const int ShownMax = 50;

    /// <summary>Fails with every place and what to do about it.</summary>
    public static void None(IEnumerable<Finding> findings, string todo)
    {
        var found = findings.ToArray();
        if (found.Length > 0)
        {
            Assert.Fail($"{todo}{Environment.NewLine}"
                + string.Join(Environment.NewLine, found.Take(ShownMax).Select(one => $"{one}"))
                + (found.Length > ShownMax ? $"{Environment.NewLine}… {found.Length} in all" : ""));
        }
    }
}
