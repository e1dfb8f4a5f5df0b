using System.Text;
using System.Text.Json;
using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

/// <summary>Plans and answers for tests, written as JSON.</summary>
internal static class Plans
{
    /// <summary>A plan of one step that has all a plan can have.</summary>
    public const string Whole = """
        {"version":1,"name":"order","bot":"app/pizza","locale":"en-GB","ignore":["messages[*].delay"],
         "steps":[
          {"text":"hello","messages":[{"kind":"text","text":"Hello {*}"}],
           "payloads":{"slack":[{"body":{"channel":"{*}"}}],"web":[]}},
          {"payload":"order?size=2","messages":[]},
          {"event":{"kind":"location","latitude":48.8,"longitude":2.3},"messages":[]}]}
        """;

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static TestPlan Read(string json) => PlanReader.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>A step that said this and got these messages and payloads for Slack.</summary>
    public static PlanStep Step(string said, string messages, string payloads = "[]") => new(
        UserAct.Of(UserAct.Text, said),
        Json(messages),
        new Dictionary<string, JsonElement> { ["slack"] = Json(payloads) });
}
