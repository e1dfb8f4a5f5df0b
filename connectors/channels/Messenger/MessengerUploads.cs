namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Files Meta has, by page and address (or by what they are): they are sent again by their id,
/// and neither fetched nor uploaded once more. Only in memory, and the oldest goes first: what is
/// forgotten is given once more.
/// </summary>
internal sealed class MessengerUploads
{
    private const int KeptMax = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Page, string Url), string> ids = [];
    private readonly Queue<(string Page, string Url)> order = new();

    public string? Find(string page, string url)
    {
        lock (gate)
            return ids.GetValueOrDefault((page, url));
    }

    public void Keep(string page, string url, string id)
    {
        lock (gate)
        {
            if (!ids.ContainsKey((page, url)))
                order.Enqueue((page, url));
            ids[(page, url)] = id;
            while (order.Count > KeptMax)
                ids.Remove(order.Dequeue());
        }
    }

    /// <summary>Meta does not know it any more; its place goes with its time.</summary>
    public void Forget(string page, string url)
    {
        lock (gate)
            ids[(page, url)] = "";
    }
}
