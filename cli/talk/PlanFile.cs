using System.Text;

namespace TockOrleans.Cli.Talk;

/// <summary>Plans as files.</summary>
internal static class PlanFile
{
    /// <summary>The largest one, in bytes.</summary>
    public const int BytesMax = 10_000_000;

    /// <summary>Reads one.</summary>
    /// <exception cref="Refusal">
    /// It cannot be read, or is no plan; with the path and why.
    /// </exception>
    public static TestPlan Read(string file)
    {
        try
        {
            var size = new FileInfo(file).Length;
            return size <= BytesMax
                ? PlanReader.Parse(File.ReadAllBytes(file))
                : throw new FormatException($"it has {size} bytes, at most {BytesMax}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException
            or FormatException)
        {
            throw new Refusal(ExitCodes.Usage, $"{file} cannot be taken: {failure.Message}");
        }
    }

    /// <summary>Writes one, whole or not at all.</summary>
    /// <exception cref="Refusal">It cannot be written, or not be read again.</exception>
    public static async Task Write(string file, TestPlan plan, CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(plan.Write());
        if (bytes.Length > BytesMax)
            throw new Refusal($"{file} would have {bytes.Length} bytes, at most {BytesMax}");
        try
        {
            var part = file + ".part";
            await File.WriteAllBytesAsync(part, bytes, stop);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(ExitCodes.Usage, $"{file} cannot be written: {failure.Message}");
        }
    }
}
