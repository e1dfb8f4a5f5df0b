using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class LoggedTalkTests
{
    [Fact]
    public void What_a_user_did_and_got_becomes_steps_in_its_order()
    {
        var (steps, locale) = LoggedTalk.Of(Plans.Json("""
            [{"seq":9,"turn":8,"kind":"reply","status":"Sent","body":{"kind":"text","text":"C"}},
             {"seq":1,"turn":1,"kind":"event","status":"Done",
              "body":{"event":{"kind":"proactive"},"locale":"de"}},
             {"seq":2,"turn":1,"kind":"reply","status":"Sent","body":{"kind":"text","text":"news"}},
             {"seq":3,"turn":3,"kind":"event","status":"Done",
              "body":{"event":{"kind":"text","text":"a"}}},
             {"seq":4,"turn":3,"kind":"reply","status":"Deferral","body":{"text":"a moment"}},
             {"seq":7,"turn":3,"kind":"reply","status":"Held","body":{"kind":"text","text":"A2"}},
             {"seq":6,"turn":3,"kind":"reply","status":"Dead","body":{"kind":"text","text":"A1"}},
             {"seq":5,"turn":5,"kind":"event","status":"Failed",
              "body":{"locale":"fr","event":{"kind":"text","text":"b","quotedMessageId":"1"}}},
             {"seq":8,"turn":8,"kind":"event","status":"Done",
              "body":{"locale":"en","event":{"kind":"choice","intent":"c"}}},
             {"seq":10,"turn":10,"kind":"event","status":"Refused",
              "body":{"event":{"kind":"text","text":"too many"}}},
             {"seq":11,"turn":11,"kind":"event","status":"Open",
              "body":{"event":{"kind":"text","text":"now"}}},
             {"seq":13,"turn":12,"kind":"reply","status":"Sent","body":{"kind":"text"}}]
            """).EnumerateArray());
        Assert.Equal(
            [
                """text "a": [{"kind":"text","text":"A1"},{"kind":"text","text":"A2"}]""",
                """event {"kind":"text","text":"b","quotedMessageId":"1"}: []""",
                """event {"kind":"choice","intent":"c"}: [{"kind":"text","text":"C"}]""",
            ],
            steps.Select(step => $"{step.Act}: {step.Messages.GetRawText()}"));
        Assert.All(steps, step => Assert.Empty(step.Payloads));
        Assert.Equal("fr", locale);
    }
}
