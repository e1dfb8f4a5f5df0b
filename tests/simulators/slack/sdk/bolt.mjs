// A Bolt app on a free port that says what reached it, one line each.
// node bolt.mjs <apiBaseUrl> <signingSecret> <botToken> [<appToken>: over a socket, not a port]
import bolt from '@slack/bolt';

const [slackApiUrl, signingSecret, token, appToken] = process.argv.slice(2);
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel() {}, setName() {} };
const app = new bolt.App({
  token,
  ...(appToken ? { appToken, socketMode: true } : { signingSecret }),
  clientOptions: { slackApiUrl },
  logger: quiet,
});
const say = (...words) => console.log(words.join(' '));

app.message(async ({ message, event, say: reply }) => {
  // A change of the app's own message comes as an event of a hidden subtype, which Bolt hands on.
  if (event.subtype) return;
  say('message', event.channel_type, message.text);
  await reply({
    text: 'pick',
    blocks: [{
      type: 'actions',
      block_id: 'b1',
      elements: [
        { type: 'button', action_id: 'yes', value: '42', text: { type: 'plain_text', text: 'Yes' } },
        {
          type: 'static_select',
          action_id: 'menu',
          options: [{ text: { type: 'plain_text', text: 'A' }, value: 'a' }],
        },
      ],
    }],
  });
});
app.event('app_mention', async ({ event }) => say('app_mention', event.text));
app.event('reaction_added', async ({ event }) => say('reaction_added', event.reaction));
app.action('yes', async ({ ack, action, respond }) => {
  await ack();
  await respond({ replace_original: true, text: 'thanks' });
  say('action', action.block_id, action.value);
});
app.action('menu', async ({ ack, action }) => {
  await ack();
  say('choice', action.selected_option.value);
});
app.command('/form', async ({ ack, command, client }) => {
  await ack();
  const { view } = await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'form',
      title: { type: 'plain_text', text: 'Form' },
      submit: { type: 'plain_text', text: 'Send' },
      blocks: [{
        type: 'input',
        block_id: 'b',
        label: { type: 'plain_text', text: 'Name' },
        element: { type: 'plain_text_input', action_id: 'a' },
      }],
    },
  });
  say('command', command.text, view.callback_id);
});
app.view('form', async ({ ack, view }) => {
  await ack();
  say('view', view.state.values.b.a.value);
});

const server = await app.start(0);
say('ready', appToken ? 'socket' : server.address().port);
process.stdin.on('end', () => process.exit(0)).resume();
