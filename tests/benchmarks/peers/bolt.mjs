// A bot of Slack's own framework that answers the text T of a user's N-th message with `turn N T`
// and keeps its counts in memory: node bolt.mjs PORT API SECRET
import bolt from "@slack/bolt";

const [port, slackApiUrl, signingSecret] = process.argv.slice(2);
const app = new bolt.App({
  token: "xoxb-benchmark",
  signingSecret,
  clientOptions: { slackApiUrl },
  logLevel: bolt.LogLevel.ERROR,
  customRoutes: [
    {
      path: "/health/ready",
      method: ["GET"],
      handler: (_, response) => response.end("ok"),
    },
  ],
});
const turns = new Map();
app.message(async ({ message, say }) => {
  const turn = (turns.get(message.user) ?? 0) + 1;
  turns.set(message.user, turn);
  await say(`turn ${turn} ${message.text}`);
});
await app.start({ port: Number(port), host: "127.0.0.1" });
