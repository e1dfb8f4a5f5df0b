using System.Globalization;
using System.Net.Sockets;

/// <summary>
/// Runs inside every measured server (DOTNET_STARTUP_HOOKS names this assembly): answers on a
/// Unix socket what the garbage collector knows, which nobody outside the process can see. The
/// runtime looks for exactly this class, outside any namespace.
/// </summary>
internal static class StartupHook
{
    public const string SocketVariable = "TOCK_BENCHMARK_PROBE";

    /// <summary>Asks for a full collection first.</summary>
    public const byte Collect = (byte)'c';

    /// <summary>Asks for the figures as they are.</summary>
    public const byte Look = (byte)'l';

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SocketVariable) is { Length: > 0 } path)
            new Thread(() => Answer(path)) { IsBackground = true, Name = "probe" }.Start();
    }

    private static void Answer(string path)
    {
        using var listener = new Socket(
            AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var question = new byte[1];
        while (true)
        {
            using var caller = listener.Accept();
            if (caller.Receive(question) == 0)
                continue;
            if (question[0] == Collect)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true);
                GC.WaitForPendingFinalizers();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true);
            }
            caller.Send(System.Text.Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalMemory(false)} {GC.GetTotalAllocatedBytes()}")));
        }
    }
}
