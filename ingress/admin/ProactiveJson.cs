using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// The JSON of speaking first; as strict as <see cref="AdminJson"/>.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AudienceDocument))]
[JsonSerializable(typeof(BroadcastChange))]
[JsonSerializable(typeof(BroadcastDocument))]
[JsonSerializable(typeof(BroadcastOrder))]
[JsonSerializable(typeof(BroadcastsDocument))]
[JsonSerializable(typeof(RecipientsDocument))]
[JsonSerializable(typeof(SaidDocument))]
[JsonSerializable(typeof(SayOrder))]
internal sealed partial class ProactiveJson : JsonSerializerContext
{
    private static ProactiveJson? readable;

    /// <summary>A value's name in camelCase.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>For answers; see <see cref="AdminJson.Readable"/>.</summary>
    public static ProactiveJson Readable => readable ??=
        new ProactiveJson(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
