using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TockOrleans.Bot;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Hosting;

/// <summary>
/// Says what a program hosts: its bots, and connectors beside those of the house.
/// </summary>
public sealed class TockOrleansBuilder
{
    private readonly List<Assembly> connectorAssemblies;

    internal TockOrleansBuilder(WebApplicationBuilder application, List<Assembly> connectors) =>
        (Application, connectorAssemblies) = (application, connectors);

    /// <summary>The program's own builder.</summary>
    public WebApplicationBuilder Application { get; }

    /// <summary>
    /// Hosts a bot. Without configured endpoints it gets one of the web, <c>web</c>.
    /// </summary>
    /// <param name="bot">The bot.</param>
    public TockOrleansBuilder AddBot(BotDefinition bot) => AddBot(new BotEngine(bot));

    /// <summary>Hosts a bot that runs its turns in its own way.</summary>
    /// <param name="engine">What runs the bot's turns.</param>
    public TockOrleansBuilder AddBot(IBotEngine engine)
    {
        Application.Services.AddSingleton(engine);
        return this;
    }

    /// <summary>Adds somebody else's connector, with all others of its assembly.</summary>
    /// <typeparam name="T">The connector.</typeparam>
    public TockOrleansBuilder AddConnector<T>()
        where T : Connector, new() => AddConnectors(typeof(T).Assembly);

    /// <summary>Adds all connectors of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    public TockOrleansBuilder AddConnectors(Assembly assembly)
    {
        if (!connectorAssemblies.Contains(assembly))
            connectorAssemblies.Add(assembly);
        return this;
    }
}
