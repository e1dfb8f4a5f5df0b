using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Bot;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DialogState))]
internal sealed partial class StateJson : JsonSerializerContext;
