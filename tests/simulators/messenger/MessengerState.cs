using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>What all parts of the page share. Safe from any thread.</summary>
internal sealed class MessengerState(MessengerOptions options, MessageRecord record)
{
    private readonly string run =
        options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", null);

    private readonly ConcurrentDictionary<string, MessengerThread> threads = new();
    private readonly ConcurrentDictionary<string, MessengerUser> users = new();
    private long ids;

    public MessengerOptions Options => options;

    public MessageRecord Record => record;

    /// <summary>Files by their id: the address they came from, or the file.</summary>
    public ConcurrentDictionary<string, object> Attachments { get; } = new();

    /// <summary>The fields the app is subscribed to; null: it is not.</summary>
    public IReadOnlyList<string>? Subscribed { get; set; } = ["messages", "messaging_postbacks"];

    /// <summary>The page's profile: greeting, menu and so on.</summary>
    public JsonObject Profile { get; } = [];

    public bool IsTokenValid { get; set; } = true;

    public MessengerThread Thread(string user) =>
        threads.GetOrAdd(user, _ => new MessengerThread(options.AppId));

    /// <summary>A user who wrote at least once, or was described; null: nobody.</summary>
    public MessengerUser? User(string id) => users.GetValueOrDefault(id);

    public MessengerUser Meet(string id) => users.GetOrAdd(id, one => new MessengerUser(one));

    public void Put(MessengerUser user) => users[user.Id] = user;

    /// <summary>An id that does not come again, also not after a new start.</summary>
    public string New(string prefix) => prefix + run + "_"
        + Interlocked.Increment(ref ids).ToString(CultureInfo.InvariantCulture);

    /// <summary>An id of digits alone.</summary>
    public string NewNumber() => "1745"
        + options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
        + Interlocked.Increment(ref ids).ToString(CultureInfo.InvariantCulture);

    public long Now => options.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
