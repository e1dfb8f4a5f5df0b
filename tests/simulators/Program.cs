using TockOrleans.Simulators.Cli;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}
try
{
    var line = new CommandLine(args);
    var talk = line.Open();
    await using var simulator = talk.Simulator;
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    await simulator.Start(stop.Token);
    await new ConsoleChat(talk, Console.In, Console.Out, line.Wait, Console.IsInputRedirected)
        .Run(stop.Token);
    return 0;
}
catch (Exception problem) when (problem is ArgumentException or IOException)
{
    await Console.Error.WriteLineAsync($"{problem.Message}\n\n{CommandLine.Usage}");
    return 2;
}
