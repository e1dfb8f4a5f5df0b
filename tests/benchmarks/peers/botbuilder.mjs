// A bot of the Bot Framework that answers the text T of a user's N-th message with `turn N T` and
// keeps its counts in memory; without an app id nothing is verified: node botbuilder.mjs PORT
import { createServer } from "node:http";
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
} from "botbuilder";

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const turns = new Map();
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const user = context.activity.from.id;
  const turn = (turns.get(user) ?? 0) + 1;
  turns.set(user, turn);
  await context.sendActivity(`turn ${turn} ${context.activity.text}`);
  await next();
});

// What the adapter needs of a web framework, and no more, so that none is measured with it.
const answer = (response) => ({
  socket: response.socket,
  header: (name, value) => response.setHeader(name, value),
  status: (code) => (response.statusCode = code),
  send: (body) => response.write(typeof body === "string" ? body : JSON.stringify(body)),
  end: () => response.end(),
});
createServer(async (request, response) => {
  if (request.method === "GET") {
    response.end("ok");
    return;
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  request.body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  await adapter.process(request, answer(response), (context) => bot.run(context));
}).listen(Number(process.argv[2]), "127.0.0.1");
