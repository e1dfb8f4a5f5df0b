namespace TockOrleans.Bot;

/// <summary>A bot is not well defined; the message names the bot, the story and the cure.</summary>
public sealed class BotDefinitionException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public BotDefinitionException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong and why.</summary>
    public BotDefinitionException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Says nothing; there for serializers.</summary>
    public BotDefinitionException()
    {
    }
}
