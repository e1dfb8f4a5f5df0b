namespace TockOrleans.Messages;

/// <summary>Which bound holds for which member of an event.</summary>
internal static class EventBounds
{
    public static void Measure(BoundsMeter meter, InboundEvent inbound)
    {
        meter.Text(inbound.EventId, "eventId", Bounds.EventIdMax);
        meter.Label(inbound.Locale, "locale");
        meter.Text(inbound.ReplyAddress, "replyAddress", Bounds.PayloadMax);
        meter.Values(inbound.Metadata, "metadata");
        meter.Label(inbound.ActsAs, "actsAs");
        if (inbound.Profile is { } profile)
            Measure(meter, profile);
        Measure(meter, inbound.Event);
    }

    private static void Measure(BoundsMeter meter, UserProfile profile)
    {
        meter.Label(profile.FirstName, "profile.firstName");
        meter.Label(profile.LastName, "profile.lastName");
        meter.Label(profile.Email, "profile.email");
        meter.Label(profile.PhoneNumber, "profile.phoneNumber");
        meter.Label(profile.Username, "profile.username");
        meter.Label(profile.Picture, "profile.picture");
        meter.Label(profile.Timezone, "profile.timezone");
        meter.Label(profile.Gender, "profile.gender");
    }

    private static void Measure(BoundsMeter meter, UserEvent happened)
    {
        switch (happened)
        {
            case TextEvent text:
                meter.Text(text.Text, "text.text", Bounds.TextMax);
                meter.Label(text.QuotedMessageId, "text.quotedMessageId");
                break;
            case ChoiceEvent choice:
                meter.Label(choice.Intent, "choice.intent");
                meter.Values(choice.Parameters, "choice.parameters");
                meter.Label(choice.Title, "choice.title");
                break;
            case AttachmentsEvent files:
                meter.Items(
                    files.Attachments, "attachments.attachments", Bounds.ItemsMax,
                    file => Measure(meter, file, "an attachment's"));
                meter.Text(files.Caption, "attachments.caption", Bounds.TextMax);
                break;
            case VoiceEvent voice:
                Measure(meter, voice.Audio, "voice.audio's");
                meter.Text(voice.Transcript, "voice.transcript", Bounds.TextMax);
                break;
            case LocationEvent place:
                meter.Label(place.Name, "location.name");
                meter.Label(place.Address, "location.address");
                break;
            case EditedEvent edited:
                meter.Label(edited.MessageId, "edited.messageId");
                meter.Text(edited.Text, "edited.text", Bounds.TextMax);
                break;
            case UnsupportedEvent unsupported:
                meter.Label(unsupported.Kind, "unsupported.kind");
                meter.Text(unsupported.Raw, "unsupported.raw", Bounds.RawMax);
                break;
            default:
                MeasureSigns(meter, happened);
                break;
        }
    }

    /// <summary>The events that say nothing themselves: comings, goings, receipts, votes.</summary>
    private static void MeasureSigns(BoundsMeter meter, UserEvent happened)
    {
        switch (happened)
        {
            case ConversationStartedEvent started:
                meter.Label(started.Source, "conversationStarted.source");
                break;
            case ConversationEndedEvent ended:
                meter.Label(ended.Reason, "conversationEnded.reason");
                break;
            case JoinedEvent joined:
                Ids(meter, joined.Members, "joined.members");
                break;
            case LeftEvent left:
                Ids(meter, left.Members, "left.members");
                break;
            case DeletedEvent deleted:
                meter.Label(deleted.MessageId, "deleted.messageId");
                break;
            case ReactionEvent reaction:
                meter.Label(reaction.MessageId, "reaction.messageId");
                meter.Label(reaction.Emoji, "reaction.emoji");
                break;
            case DeliveredEvent delivered:
                Ids(meter, delivered.MessageIds, "delivered.messageIds");
                break;
            case ReadEvent read:
                Ids(meter, read.MessageIds, "read.messageIds");
                break;
            case UndeliveredEvent undelivered:
                Ids(meter, undelivered.MessageIds, "undelivered.messageIds");
                meter.Label(undelivered.Reason, "undelivered.reason");
                break;
            case FeedbackEvent feedback:
                meter.Label(feedback.MessageId, "feedback.messageId");
                break;
            case LoginEvent login:
                meter.Label(login.Account, "login.account");
                break;
            case HandoverEvent handover:
                meter.Label(handover.Party, "handover.party");
                meter.Text(handover.Metadata, "handover.metadata", Bounds.PayloadMax);
                break;
            default:
                MeasureOthers(meter, happened);
                break;
        }
    }

    private static void MeasureOthers(BoundsMeter meter, UserEvent happened)
    {
        switch (happened)
        {
            case ContextChangedEvent changed:
                meter.Label(changed.Place, "contextChanged.place");
                break;
            case ReferralEvent referral:
                meter.Label(referral.Ref, "referral.ref");
                meter.Label(referral.Source, "referral.source");
                break;
            case OptInEvent optIn:
                meter.Label(optIn.Topic, "optIn.topic");
                meter.Label(optIn.Token, "optIn.token");
                break;
            case OptOutEvent optOut:
                meter.Label(optOut.Topic, "optOut.topic");
                break;
            case EchoedEvent echoed:
                meter.Label(echoed.MessageId, "echoed.messageId");
                meter.Label(echoed.Reference, "echoed.reference");
                break;
            case ProactiveEvent proactive:
                meter.Items(
                    proactive.Messages, "proactive.messages", Bounds.MessagesPerTurnMax,
                    message => MessageBounds.Measure(meter, message));
                meter.Label(proactive.Story, "proactive.story");
                meter.Values(proactive.Parameters, "proactive.parameters");
                meter.Label(proactive.Tag, "proactive.tag");
                break;
            default:
                break;
        }
    }

    private static void Ids(BoundsMeter meter, IReadOnlyList<string>? ids, string member) =>
        meter.Items(ids, member, Bounds.ItemsMax, id => meter.Label(id, $"an id in {member}"));

    private static void Measure(BoundsMeter meter, Attachment file, string whose)
    {
        meter.Text(
            file.Url,
            $"{whose} url",
            file.Url is { } url && InlineFile.Is(url) ? Bounds.InlineFileMax : Bounds.LabelMax);
        meter.Label(file.Id, $"{whose} id");
        meter.Label(file.Name, $"{whose} name");
        meter.Label(file.MimeType, $"{whose} mimeType");
    }
}
