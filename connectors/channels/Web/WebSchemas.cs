using System.Text.Json.Nodes;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>The web format as JSON Schemas, for <see cref="WebOpenApi"/>.</summary>
internal static class WebSchemas
{
    private const string Messages = """
        {
          "WebAnswer": {
            "type": "object",
            "properties": {
              "responses": {
                "type": "array", "items": {"$ref": "#/components/schemas/WebMessage"}
              },
              "metadata": {
                "type": "object",
                "description": "RESPONSE_ID names the answer, also on a stream.",
                "additionalProperties": {"type": "string"}
              },
              "error": {"type": "string", "description": "Why it was not taken."}
            },
            "required": ["responses", "metadata"]
          },
          "WebMessage": {
            "type": "object",
            "description": "Stories may add members of their own, as widget and deepLink.",
            "properties": {
              "type": {"type": "string"},
              "text": {"type": "string"},
              "buttons": {"type": "array", "items": {"$ref": "#/components/schemas/WebButton"}},
              "card": {"$ref": "#/components/schemas/WebCard"},
              "carousel": {"$ref": "#/components/schemas/WebCarousel"},
              "image": {"$ref": "#/components/schemas/WebImage"},
              "footnotes": {
                "type": "array", "items": {"$ref": "#/components/schemas/WebFootnote"}
              },
              "version": {"type": "string"},
              "actionId": {"type": "string", "description": "What feedback names."}
            }
          },
          "WebButton": {
            "type": "object",
            "properties": {
              "clazz": {"type": "string"},
              "type": {"type": "string", "enum": ["postback", "web_url", "quick_reply"]},
              "title": {"type": "string"},
              "payload": {"type": "string"},
              "url": {"type": "string"},
              "imageUrl": {"type": "string"},
              "nlpText": {
                "type": "string",
                "description": "What a quick reply without payload stands for."
              },
              "target": {"type": "string"},
              "style": {"type": "string", "enum": ["primary", "secondary"]},
              "windowFeatures": {"type": "string"}
            },
            "required": ["type", "title"]
          },
          "WebCard": {
            "type": "object",
            "properties": {
              "title": {"type": "string"},
              "subTitle": {"type": "string"},
              "file": {"$ref": "#/components/schemas/WebFile"},
              "buttons": {"type": "array", "items": {"$ref": "#/components/schemas/WebButton"}}
            },
            "required": ["buttons"]
          },
          "WebCarousel": {
            "type": "object",
            "properties": {
              "cards": {"type": "array", "items": {"$ref": "#/components/schemas/WebCard"}}
            },
            "required": ["cards"]
          },
          "WebImage": {
            "type": "object",
            "properties": {
              "file": {"$ref": "#/components/schemas/WebFile"},
              "title": {"type": "string"}
            },
            "required": ["file", "title"]
          },
          "WebFile": {
            "type": "object",
            "properties": {
              "url": {"type": "string"},
              "name": {"type": "string"},
              "type": {"type": "string", "enum": ["image", "audio", "video", "file"]},
              "description": {"type": "string"}
            },
            "required": ["url", "name", "type"]
          },
          "WebFootnote": {
            "type": "object",
            "properties": {
              "identifier": {"type": "string"},
              "title": {"type": "string"},
              "url": {"type": "string"},
              "content": {"type": "string"},
              "score": {"type": "number"}
            },
            "required": ["identifier", "title"]
          }
        }
        """;

    // Null is the same as missing, and members that are not listed are ignored.
    private static readonly string Sent = $$$"""
        {
          "type": "object",
          "description": "The first of query, feedback, payload, ref, location, file counts.",
          "properties": {
            "userId": {
              "type": ["string", "null"], "maxLength": {{{SessionId.PartMax}}},
              "description": "Ignored where the endpoint knows users by itself."
            },
            "query": {
              "type": ["string", "null"], "maxLength": {{{Bounds.TextMax}}},
              "description": "What the user wrote."
            },
            "feedback": {
              "type": ["object", "null"],
              "description": "An opinion on a message; without a vote it is taken back.",
              "properties": {
                "actionId": {
                  "type": "string", "minLength": 1, "maxLength": {{{Bounds.LabelMax}}}
                },
                "vote": {
                  "type": ["string", "null"], "pattern": "^([uU][pP]|[dD][oO][wW][nN])$"
                }
              },
              "required": ["actionId"]
            },
            "payload": {
              "type": ["string", "null"], "maxLength": {{{Bounds.PayloadMax}}},
              "description": "The payload of a button: intent, or intent?key=value."
            },
            "ref": {
              "type": ["string", "null"], "maxLength": {{{Bounds.LabelMax}}},
              "description": "Where the user comes from."
            },
            "location": {
              "type": ["object", "null"],
              "description": "Where the user is, in degrees.",
              "properties": {
                "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                "longitude": {"type": "number", "minimum": -180, "maximum": 180}
              },
              "required": ["latitude", "longitude"]
            },
            "file": {
              "type": ["object", "null"],
              "description": "A file in its own address: data:{type};base64,{bytes}.",
              "properties": {
                "url": {
                  "type": "string", "maxLength": {{{Bounds.InlineFileMax}}},
                  "pattern": "^[dD][aA][tT][aA]:[^,]*;base64,[A-Za-z0-9+/]*={0,2}$"
                },
                "name": {"type": ["string", "null"], "maxLength": {{{Bounds.LabelMax}}}}
              },
              "required": ["url"]
            },
            "locale": {
              "type": ["string", "null"], "maxLength": {{{Bounds.LabelMax}}},
              "description": "The user's language, such as fr-FR."
            },
            "eventId": {
              "type": ["string", "null"], "maxLength": {{{WebParser.EventIdMax}}},
              "description": "The same again gets the same answer and changes nothing."
            },
            "returnsHistory": {"type": ["boolean", "null"]},
            "sourceWithContent": {"type": ["boolean", "null"]},
            "streamedResponse": {
              "type": ["boolean", "null"],
              "description": "The answer is a stream that shows it grow."
            },
            "connectorId": {
              "type": ["string", "null"], "maxLength": {{{Bounds.LabelMax}}},
              "description": "Another web endpoint of the bot, where this one bridges."
            }
          },
          "anyOf": [
            {"required": ["query"]}, {"required": ["feedback"]}, {"required": ["payload"]},
            {"required": ["ref"]}, {"required": ["location"]}, {"required": ["file"]}
          ]
        }
        """;

    /// <summary>What a page sends.</summary>
    /// <param name="isNamed">Whether the page must say who the user is.</param>
    public static JsonNode Request(bool isNamed)
    {
        var request = JsonNode.Parse(Sent)!;
        if (!isNamed)
            return request;
        request["required"] = new JsonArray("userId");
        var user = request["properties"]!["userId"]!;
        user["type"] = "string";
        user["pattern"] = "\\S";
        return request;
    }

    /// <summary>What it gets, the messages and what they are made of, by their names.</summary>
    public static JsonObject Answer() => JsonNode.Parse(Messages)!.AsObject();
}
