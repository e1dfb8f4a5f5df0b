using System.Globalization;
using System.Text.Json;
using TockOrleans.Simulators.Loopback;
using TockOrleans.Simulators.Messenger;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulators.Cli;

/// <summary>What the simulators are started with.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        dotnet run --project tests/simulators -- slack|messenger|loopback [options]

        Stands in for a channel: prints the settings to give the bot's endpoint, sends every line
        you type as a user's message, and prints the bot's replies. !1 presses the first button
        of the last reply that has any; on Slack /cmd text is a slash command. Ends with the input
        (Ctrl-D) or Ctrl-C; with input from a pipe it waits for the replies to each line.

          --webhook URL         the bot's webhook, e.g. http://localhost:5080/io/app/demo/slack
          --port N              where to listen on 127.0.0.1; a free port by default
          --signing-secret S    signs what is sent to the webhook (messenger: the app secret)
          --bot-token T         the bot's token (slack, messenger)
          --verify-token T      the word the webhook is tested with (messenger)
          --app-token T         the app's token: Socket Mode, in place of a webhook (slack)
          --token T             the bot's token (loopback)
          --user U              who writes; U1 by default
          --seed N              where chance begins; 1 by default
          --time-scale X        factor of the waits between redeliveries; 1 by default
          --faults JSON         rules in force from the start, as of POST /_sim/faults
          --wait SECONDS        how long a piped line waits for a reply; 5 by default
          --help                this text

        What else it can do while it runs: tests/simulators/README.md.
        """;

    private const int PortMax = 65_535;
    private const string DefaultUser = "U1";
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    private static readonly string[] Names =
    [
        "--webhook", "--port", "--signing-secret", "--bot-token", "--verify-token", "--app-token",
        "--token",
        "--user", "--seed", "--time-scale", "--faults", "--wait",
    ];

    private readonly string channel;
    private readonly Dictionary<string, string> values = [];

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They are wrong; the message says how.</exception>
    public CommandLine(string[] args)
    {
        channel = args.FirstOrDefault() ?? "";
        if (channel is not ("slack" or "messenger" or "loopback"))
            throw new ArgumentException("the first argument is slack, messenger or loopback");
        for (var at = 1; at < args.Length; at += 2)
        {
            if (!Names.Contains(args[at]))
                throw new ArgumentException($"unknown option {args[at]}");
            if (at + 1 == args.Length)
                throw new ArgumentException($"{args[at]} needs a value");
            values[args[at]] = args[at + 1];
        }
        Wait = values.ContainsKey("--wait")
            ? TimeSpan.FromSeconds(Number("--wait", 0, 0, 3_600))
            : DefaultWait;
    }

    public TimeSpan Wait { get; }

    /// <summary>The simulator and the user at the keyboard.</summary>
    /// <exception cref="ArgumentException">A value is wrong; the message says how.</exception>
    public ITalk Open()
    {
        var user = values.GetValueOrDefault("--user", DefaultUser);
        ITalk talk = channel switch
        {
            "slack" => new SlackTalk(new(Slack()), user),
            "messenger" => new MessengerTalk(new(Messenger()), user),
            _ => new LoopbackTalk(new(Loopback()), user),
        };
        if (values.GetValueOrDefault("--faults") is { } faults)
            talk.Simulator.Faults.Use(Rules(faults));
        return talk;
    }

    private SlackOptions Slack()
    {
        var options = new SlackOptions();
        return options with
        {
            Webhook = Webhook(),
            Port = (int)Number("--port", 0, 0, PortMax),
            SigningSecret = values.GetValueOrDefault("--signing-secret", options.SigningSecret),
            BotToken = values.GetValueOrDefault("--bot-token", options.BotToken),
            SocketMode = values.ContainsKey("--app-token"),
            AppToken = values.GetValueOrDefault("--app-token", options.AppToken),
            Seed = (int)Number("--seed", 1, 0, int.MaxValue),
            TimeScale = Number("--time-scale", 1, 0, 1_000),
        };
    }

    private MessengerOptions Messenger()
    {
        var options = new MessengerOptions();
        return options with
        {
            Webhook = Webhook(),
            Port = (int)Number("--port", 0, 0, PortMax),
            SigningSecret = values.GetValueOrDefault("--signing-secret", options.SigningSecret),
            PageAccessToken = values.GetValueOrDefault("--bot-token", options.PageAccessToken),
            VerifyToken = values.GetValueOrDefault("--verify-token", options.VerifyToken),
            Seed = (int)Number("--seed", 1, 0, int.MaxValue),
            TimeScale = Number("--time-scale", 1, 0, 1_000),
        };
    }

    private LoopbackOptions Loopback()
    {
        var options = new LoopbackOptions();
        return options with
        {
            Webhook = Webhook(),
            Port = (int)Number("--port", 0, 0, PortMax),
            SigningSecret = values.GetValueOrDefault("--signing-secret", options.SigningSecret),
            Token = values.GetValueOrDefault("--token", options.Token),
            Seed = (int)Number("--seed", 1, 0, int.MaxValue),
            TimeScale = Number("--time-scale", 1, 0, 1_000),
        };
    }

    private Uri? Webhook()
    {
        if (values.GetValueOrDefault("--webhook") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme is "http" or "https")
                ? url
                : throw new ArgumentException("--webhook is an http or https address");
    }

    private double Number(string name, double @default, double min, double max)
    {
        if (values.GetValueOrDefault(name) is not { } text)
            return @default;
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
                ? number
                : throw new ArgumentException($"{name} is a number from {min} to {max}");
    }

    private static FaultRule[] Rules(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FaultRule[]>(json, SimulatorJson.Options) ?? [];
        }
        catch (JsonException problem)
        {
            throw new ArgumentException($"--faults: {problem.Message}", problem);
        }
    }
}
