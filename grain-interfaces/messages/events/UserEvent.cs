using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// What a user, or the channel on a user's behalf, did: the inbound half of the model. A closed
/// family; a kind this version does not know is an <see cref="UnsupportedEvent"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = MessageCodec.Discriminator)]
[JsonDerivedType(typeof(TextEvent), "text")]
[JsonDerivedType(typeof(ChoiceEvent), "choice")]
[JsonDerivedType(typeof(AttachmentsEvent), "attachments")]
[JsonDerivedType(typeof(VoiceEvent), "voice")]
[JsonDerivedType(typeof(LocationEvent), "location")]
[JsonDerivedType(typeof(ConversationStartedEvent), "conversationStarted")]
[JsonDerivedType(typeof(ConversationEndedEvent), "conversationEnded")]
[JsonDerivedType(typeof(ContextChangedEvent), "contextChanged")]
[JsonDerivedType(typeof(ReferralEvent), "referral")]
[JsonDerivedType(typeof(OptInEvent), "optIn")]
[JsonDerivedType(typeof(OptOutEvent), "optOut")]
[JsonDerivedType(typeof(JoinedEvent), "joined")]
[JsonDerivedType(typeof(LeftEvent), "left")]
[JsonDerivedType(typeof(NoInputEvent), "noInput")]
[JsonDerivedType(typeof(EditedEvent), "edited")]
[JsonDerivedType(typeof(DeletedEvent), "deleted")]
[JsonDerivedType(typeof(ReactionEvent), "reaction")]
[JsonDerivedType(typeof(DeliveredEvent), "delivered")]
[JsonDerivedType(typeof(ReadEvent), "read")]
[JsonDerivedType(typeof(UndeliveredEvent), "undelivered")]
[JsonDerivedType(typeof(EchoedEvent), "echoed")]
[JsonDerivedType(typeof(FeedbackEvent), "feedback")]
[JsonDerivedType(typeof(LoginEvent), "login")]
[JsonDerivedType(typeof(LogoutEvent), "logout")]
[JsonDerivedType(typeof(HandoverEvent), "handover")]
[JsonDerivedType(typeof(TypingEvent), "typing")]
[JsonDerivedType(typeof(ProactiveEvent), "proactive")]
[JsonDerivedType(typeof(UnsupportedEvent), "unsupported")]
public abstract record UserEvent
{
    /// <summary>
    /// Whether the user did it: it opens the channel's window anew. False: the channel, an operator
    /// or another program did.
    /// </summary>
    [JsonIgnore]
    public bool IsOfUser => this is not (ProactiveEvent or HandoverEvent);
}
