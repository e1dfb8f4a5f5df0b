using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Broadcasts;

/// <content>
/// Whom it is for. An upload has parts of its own; they count once all of it is there, so that one
/// that breaks off changes nothing.
/// </content>
internal sealed partial class BroadcastGrain
{
    /// <summary>How many parts are forgotten at a time.</summary>
    private const int DroppedAtOnce = 50;

    private Uploading? uploading;

    /// <inheritdoc/>
    public Task<BroadcastAnswer> BeginUpload() => Change(async () =>
    {
        if (Now.Stage != BroadcastStage.Draft)
            return Conflict(NotADraft);
        if (Now.Plan!.Query is not null)
            return Conflict("its recipients are looked for, not uploaded");
        await GiveUpUpload();
        // Its number is on disk before its first part: a crash leaves nothing that is not found.
        await Write(Now with { LatestAudience = Now.LatestAudience + 1, LatestParts = 0 });
        uploading = new Uploading(Now.LatestAudience);
        return BroadcastAnswer.Done with { Number = Now.LatestAudience };
    });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> Upload(long upload, IReadOnlyList<string> sessions) =>
        Change(async () =>
        {
            if (uploading is not { } current || current.Number != upload)
                return Conflict("another upload was begun, or the broadcast was moved: begin anew");
            if (sessions.Count > IBroadcastPart.RecipientsMax)
                return new BroadcastAnswer(
                    BroadcastAnswerStatus.Invalid,
                    $"at most {IBroadcastPart.RecipientsMax} recipients at a time");
            if (current.Recipients + sessions.Count > IBroadcast.RecipientsMax)
                return new BroadcastAnswer(
                    BroadcastAnswerStatus.Full,
                    $"there are more than {IBroadcast.RecipientsMax} recipients");
            current.Buffer.AddRange(sessions);
            current.Recipients += sessions.Count;
            if (current.Buffer.Count >= IBroadcastPart.RecipientsMax)
                await FillNext(current, IBroadcastPart.RecipientsMax);
            return BroadcastAnswer.Done with { Number = current.Recipients };
        });

    /// <inheritdoc/>
    public Task<BroadcastAnswer> EndUpload(long upload, bool keep) => Change(async () =>
    {
        if (uploading is not { } current || current.Number != upload)
            return Conflict("another upload was begun, or the broadcast was moved: begin anew");
        if (!keep)
        {
            await GiveUpUpload();
            return BroadcastAnswer.Done with { Number = ledger.Recipients };
        }
        if (current.Recipients == 0)
            return new BroadcastAnswer(BroadcastAnswerStatus.Invalid, "there are no recipients");
        if (current.Buffer.Count > 0)
            await FillNext(current, current.Buffer.Count);
        var replaced = Now with { Replaced = Now.Audience, ReplacedParts = ledger.Count };
        ledger = new PartLedger();
        foreach (var size in current.Parts)
            ledger.Add([size]);
        await Write(replaced with { Audience = current.Number });
        uploading = null;
        await Drop(Now.Replaced, Now.ReplacedParts);
        return BroadcastAnswer.Done with { Number = ledger.Recipients };
    });

    /// <inheritdoc/>
    public async Task<RecipientPage?> List(RecipientOutcome? outcome, int after, int limit)
    {
        if (Now.Plan is null)
            return null;
        limit = Math.Clamp(limit, 1, IBroadcast.PageMax);
        var found = new List<Recipient>();
        var number = Math.Max(0, after) / IBroadcastPart.RecipientsMax;
        var from = Math.Max(0, after) % IBroadcastPart.RecipientsMax;
        var asked = 0;
        for (; number < ledger.Count; number++, from = 0)
        {
            if (!ledger.MayHave(number, outcome))
                continue;
            if (found.Count == limit || asked++ == PartsOfAPage)
                return new RecipientPage(found, (number * IBroadcastPart.RecipientsMax) + from);
            var page = await Part(Now.Audience, number).List(outcome, from, limit - found.Count);
            found.AddRange(page.Recipients);
            if (page.Next is { } next)
                return new RecipientPage(found, (number * IBroadcastPart.RecipientsMax) + next);
        }
        return new RecipientPage(found, null);
    }

    /// <summary>How many parts are looked at for one page of recipients.</summary>
    private const int PartsOfAPage = 50;

    private IBroadcastPart Part(long audience, int number) =>
        GrainFactory.GetGrain<IBroadcastPart>($"{id}/{audience}/{number}");

    private async Task FillNext(Uploading current, int size)
    {
        try
        {
            if (current.Parts.Count >= Now.LatestParts)
                await Write(Now with { LatestParts = Now.LatestParts + DroppedAtOnce });
            await Part(current.Number, current.Parts.Count).Fill(current.Buffer[..size]);
        }
        catch
        {
            // Whoever uploads cannot know what is there now: it begins anew.
            uploading = null;
            throw;
        }
        current.Parts.Add(size);
        current.Buffer.RemoveRange(0, size);
    }

    private async Task GiveUpUpload()
    {
        uploading = null;
        await Drop(Now.Replaced, Now.ReplacedParts);
        if (Now.LatestAudience > Now.Audience)
            await Drop(Now.LatestAudience, Now.LatestParts);
    }

    private async Task Drop(long audience, int parts)
    {
        foreach (var numbers in Enumerable.Range(0, audience == 0 ? 0 : parts)
            .Chunk(DroppedAtOnce))
            await Task.WhenAll(numbers.Select(number => Part(audience, number).Clear()));
    }

    private sealed class Uploading(long number)
    {
        public long Number => number;

        public List<int> Parts { get; } = [];

        public List<string> Buffer { get; } = new(2 * IBroadcastPart.RecipientsMax);

        public int Recipients { get; set; }

        public void Forget(IReadOnlyList<string> sessions) => Recipients -= Buffer.RemoveAll(name =>
            sessions.Any(gone => name == gone
                || name.StartsWith(gone + "/", StringComparison.Ordinal)));
    }
}
