using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Contract;

[JsonSerializable(typeof(Dictionary<string, string>), TypeInfoPropertyName = "Error")]
internal sealed partial class ContractJson : JsonSerializerContext;
