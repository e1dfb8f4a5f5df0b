using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// The JSON of the administration. Strict on what comes in: a misspelt member is told, not lost.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountsDocument))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(ConnectorsDocument))]
[JsonSerializable(typeof(DeadLettersDocument))]
[JsonSerializable(typeof(EndpointChange))]
[JsonSerializable(typeof(EndpointDocument))]
[JsonSerializable(typeof(EndpointsDocument))]
[JsonSerializable(typeof(EraseOrder))]
[JsonSerializable(typeof(ErasureDocument))]
[JsonSerializable(typeof(ExportLine))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(OverviewDocument))]
[JsonSerializable(typeof(PauseDocument))]
[JsonSerializable(typeof(PauseOrder))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ReplayOrder))]
[JsonSerializable(typeof(ReplayedDocument))]
[JsonSerializable(typeof(SecretsChange))]
[JsonSerializable(typeof(SessionDetailDocument))]
[JsonSerializable(typeof(SessionsDocument))]
[JsonSerializable(typeof(TalkDocument))]
[JsonSerializable(typeof(TalkOrder))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    private static AdminJson? readable;

    /// <summary>
    /// For answers: quotes and letters of all languages as they are, since the answers are never
    /// part of a page.
    /// </summary>
    public static AdminJson Readable => readable ??=
        new AdminJson(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
