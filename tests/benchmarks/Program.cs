using TockOrleans.Benchmarks;
using TockOrleans.Benchmarks.Delivery;
using TockOrleans.Benchmarks.Streams;

// What each command measures, and how to read it: README.md beside this file.
var arguments = new Arguments(args);
switch (arguments.Command)
{
    case "throughput":
        return await Throughput.Run(arguments);
    case "memory":
        return await Memory.Run(arguments);
    case "scale":
        return await Scale.Run(arguments);
    case "endpoint":
        return await BusyEndpoint.Run(arguments);
    case "streams":
        return await OpenStreams.Run(arguments);
    case "saturation":
        return await Saturation.Run(arguments);
    case "delivery" when arguments.Has("stages"):
        return await Stages.Run(arguments);
    case "delivery":
        return await DeliveryRun.Run(arguments);
    case "serve-kestrel":
        return await Servers.Kestrel(arguments.Text("url"));
    case "serve-grain":
        return await Servers.Grain(arguments.Text("url"));
    case "serve-reply":
        return await ReplyServer.Run(arguments.Text("url"), new Uri(arguments.Text("api")));
    case "serve-echo":
        return await Servers.Echo(args[1..]);
    default:
        Console.WriteLine(
            "usage: dotnet run -c Release --project tests/benchmarks --"
            + " throughput | delivery | saturation | endpoint | memory | scale | streams"
            + " [--name value …]; see tests/benchmarks/README.md");
        return 2;
}
