using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// The bot says one thing to many users first. Its key is a <see cref="BroadcastId"/>. Promises:
/// each recipient's session takes it once, through any crash; not faster than its rate over the
/// whole cluster; and each recipient is listed with what became of it.
/// </summary>
[Alias("tock.IBroadcast")]
public interface IBroadcast : IGrainWithStringKey
{
    /// <summary>The most recipients.</summary>
    const int RecipientsMax = 1_000_000;

    /// <summary>The most recipients of one page.</summary>
    const int PageMax = 500;

    /// <summary>Makes it; the same plan again changes nothing.</summary>
    /// <param name="plan">What it says, to whom and how fast.</param>
    [Alias("Create")]
    Task<BroadcastAnswer> Create(BroadcastPlan plan);

    /// <summary>
    /// Begins an upload of recipients. They count only once it is kept; an upload begun before is
    /// given up.
    /// </summary>
    /// <returns>The upload's number.</returns>
    [Alias("BeginUpload")]
    Task<BroadcastAnswer> BeginUpload();

    /// <summary>Takes recipients of an upload.</summary>
    /// <param name="upload">The upload's number.</param>
    /// <param name="sessions">
    /// Sessions, as <see cref="Messages.SessionId"/> writes them; at most
    /// <see cref="IBroadcastPart.RecipientsMax"/>.
    /// </param>
    [Alias("Upload")]
    Task<BroadcastAnswer> Upload(long upload, IReadOnlyList<string> sessions);

    /// <summary>Ends an upload.</summary>
    /// <param name="upload">The upload's number.</param>
    /// <param name="keep">
    /// Whether its recipients are the audience from now on, in place of all earlier ones; else
    /// they are forgotten.
    /// </param>
    /// <returns>How many recipients there are.</returns>
    [Alias("EndUpload")]
    Task<BroadcastAnswer> EndUpload(long upload, bool keep);

    /// <summary>Starts it. One that is started already changes nothing.</summary>
    [Alias("Start")]
    Task<BroadcastAnswer> Start();

    /// <summary>Says nothing more for now.</summary>
    [Alias("Pause")]
    Task<BroadcastAnswer> Pause();

    /// <summary>Goes on.</summary>
    [Alias("Resume")]
    Task<BroadcastAnswer> Resume();

    /// <summary>Says nothing more, for good.</summary>
    [Alias("Cancel")]
    Task<BroadcastAnswer> Cancel();

    /// <summary>Changes how fast it goes, at once.</summary>
    /// <param name="rate">Recipients a second; see <see cref="BroadcastPlan.Rate"/>.</param>
    [Alias("ChangeRate")]
    Task<BroadcastAnswer> ChangeRate(int rate);

    /// <summary>How far it is.</summary>
    /// <returns>How far; null: there is no such broadcast.</returns>
    [Alias("Get")]
    Task<BroadcastProgress?> Get();

    /// <summary>Lists recipients in their order.</summary>
    /// <param name="outcome">Only those of this outcome; null: all.</param>
    /// <param name="after">
    /// Where to go on, <see cref="RecipientPage.Next"/> of the page before; 0: from the start.
    /// </param>
    /// <param name="limit">The most to return, up to <see cref="PageMax"/>.</param>
    /// <returns>The recipients; null: there is no such broadcast.</returns>
    [Alias("List")]
    Task<RecipientPage?> List(RecipientOutcome? outcome, int after, int limit);

    /// <summary>
    /// Forgets it, its recipients and what became of them; only a draft, or one that nothing will
    /// change any more.
    /// </summary>
    [Alias("Remove")]
    Task<BroadcastAnswer> Remove();

    /// <summary>
    /// Forgets that persons are among its recipients; nothing more is said to them. Some parts a
    /// call; safe to repeat.
    /// </summary>
    /// <param name="persons">The persons, with all their threads.</param>
    /// <param name="from">Where to go on; 0: from the start.</param>
    /// <returns>Where the next call goes on; null: it is done.</returns>
    [Alias("Forget")]
    Task<int?> Forget(IReadOnlyList<PersonName> persons, int from);

    /// <summary>Takes up work that a crash left; returns at once.</summary>
    [Alias("Wake")]
    Task Wake();
}
