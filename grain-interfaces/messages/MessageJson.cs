using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Messages;

/// <summary>
/// The JSON of the model, made at compile time. Strict on what must be there, tolerant of members
/// it does not know: what a newer version wrote stays readable.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(UserEvent))]
[JsonSerializable(typeof(BotMessage))]
[JsonSerializable(typeof(InboundEvent))]
internal sealed partial class MessageJson : JsonSerializerContext;
