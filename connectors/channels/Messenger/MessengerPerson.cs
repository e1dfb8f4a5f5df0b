using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// A user of a page. Meta gives the same person another id on each page, so the page is part of who
/// it is.
/// </summary>
/// <param name="Page">The page.</param>
/// <param name="Id">The page-scoped id.</param>
/// <param name="UserRef">In its place, for a user of the checkbox plugin not yet known.</param>
internal sealed record MessengerPerson(string Page, string? Id, string? UserRef = null)
{
    private const string Ref = "ref:";

    /// <summary>The user, as sessions name it.</summary>
    public string User => Id is null ? $"{Page}:{Ref}{UserRef}" : $"{Page}:{Id}";

    public MessengerAddress Address => new(Id, Id is null ? UserRef : null);

    /// <summary>Whether a session can be named after it.</summary>
    public bool IsUser => User.Length <= SessionId.PartMax;

    /// <summary>Reads <see cref="User"/>; null where it is something else.</summary>
    public static MessengerPerson? Parse(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        var (page, rest) = (user[..colon], user[(colon + 1)..]);
        if (rest.StartsWith(Ref, StringComparison.Ordinal) && rest.Length > Ref.Length)
            return new MessengerPerson(page, null, rest[Ref.Length..]);
        return MessengerFields.AsId(rest) is { } id ? new MessengerPerson(page, id) : null;
    }
}
