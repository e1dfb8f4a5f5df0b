namespace TockOrleans.Connectors.Contract;

/// <summary>The platform's side of a connection we opened to a channel.</summary>
public interface IConnectionHost
{
    /// <summary>The client to call and to connect with: its hosts are set.</summary>
    HttpClient Http { get; }

    /// <summary>The time.</summary>
    TimeProvider Clock { get; }

    /// <summary>The connection is open, and events may come.</summary>
    void Opened();

    /// <summary>
    /// Takes what was read. Called one after another in the channel's order, and awaited side by
    /// side.
    /// </summary>
    /// <param name="items">What was read of one message.</param>
    /// <returns>
    /// True: it is on disk and may be acknowledged; false: it was not taken and must not be.
    /// </returns>
    Task<bool> Take(IReadOnlyList<ParsedItem> items);
}
