// Slack's WebClient talks with the simulator; the first thing that is not so ends it with code 1.
// node web-api.mjs <apiBaseUrl> <botToken> <user>
import assert from 'node:assert/strict';
import { WebClient } from '@slack/web-api';

const [slackApiUrl, token, user] = process.argv.slice(2);
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel() {}, setName() {} };
const slack = new WebClient(token, { slackApiUrl, logger: quiet });
const fails = (call, code) => assert.rejects(call, (error) => error.data?.error === code);
const step = (name) => console.log(name);

const me = await slack.auth.test();
assert.match(me.user_id, /^U/);
step('auth.test');

const { channel } = await slack.conversations.open({ users: user });
const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Hi*' } }];
const said = await slack.chat.postMessage({ channel: channel.id, text: 'ä & b', blocks });
assert.equal(said.message.text, 'ä & b');
assert.equal(said.message.blocks[0].text.text, '*Hi*');
step('chat.postMessage');

const reply = await slack.chat.postMessage({
  channel: channel.id, text: 'in thread', thread_ts: said.ts,
  metadata: { event_type: 'sent', event_payload: { n: 1 } },
});
const thread = await slack.conversations.replies({
  channel: channel.id, ts: said.ts, include_all_metadata: true,
});
assert.deepEqual(thread.messages.map((message) => message.ts), [said.ts, reply.ts]);
assert.equal(thread.messages[1].metadata.event_payload.n, 1);
step('conversations.replies');

await slack.chat.update({ channel: channel.id, ts: said.ts, text: 'changed', blocks: [] });
const history = await slack.conversations.history({ channel: channel.id });
assert.equal(history.messages[0].text, 'changed');
step('chat.update');

await slack.reactions.add({ channel: channel.id, timestamp: said.ts, name: 'eyes' });
await fails(
  slack.reactions.add({ channel: channel.id, timestamp: said.ts, name: 'eyes' }), 'already_reacted');
step('reactions.add');

await slack.chat.delete({ channel: channel.id, ts: said.ts });
await fails(slack.chat.delete({ channel: channel.id, ts: said.ts }), 'message_not_found');
step('chat.delete');

await slack.chat.postEphemeral({ channel: channel.id, user, text: 'only you' });
step('chat.postEphemeral');

const known = await slack.users.info({ user, include_locale: true });
assert.equal(known.user.locale, 'fr-FR');
step('users.info');

const place = await slack.conversations.info({ channel: channel.id });
assert.equal(place.channel.is_im, true);
step('conversations.info');

await fails(slack.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' }), 'channel_not_found');
await fails(
  slack.chat.postMessage({ channel: channel.id, text: 'x', blocks: [{ type: 'section' }] }),
  'invalid_blocks');
await fails(
  new WebClient('xoxb-wrong', { slackApiUrl, logger: quiet }).auth.test(), 'invalid_auth');
await fails(
  slack.views.open({ trigger_id: '1.2.3', view: {
    type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [{ type: 'divider' }],
  } }),
  'invalid_trigger_id');
step('errors');

const sent = await slack.files.uploadV2({
  channel_id: channel.id, filename: 'a.txt', content: 'hello', initial_comment: 'see',
});
const file = sent.files[0].files[0];
const info = await slack.files.info({ file: file.id });
assert.equal(info.file.size, 5);
const bytes = await fetch(
  info.file.url_private_download, { headers: { Authorization: `Bearer ${token}` } });
assert.equal(await bytes.text(), 'hello');
step('files.uploadV2');

const grant = { client_id: '111.222', client_secret: 'simulated-client-secret' };
const installed = await new WebClient(undefined, { slackApiUrl, logger: quiet })
  .oauth.v2.access({ ...grant, code: 'c' });
assert.ok(installed.refresh_token);
const refresh = { ...grant, grant_type: 'refresh_token', refresh_token: installed.refresh_token };
const fresh = await slack.oauth.v2.access(refresh);
assert.equal((await new WebClient(fresh.access_token, { slackApiUrl, logger: quiet }).auth.test()).ok, true);
await fails(slack.oauth.v2.access(refresh), 'invalid_refresh_token');
step('oauth.v2.access');

// The simulator has been told to limit the next call.
step('next is limited');
await new Promise((resolve) => process.stdin.once('data', resolve));
const limited = [];
slack.on('rate_limited', (seconds) => limited.push(seconds));
await slack.chat.postMessage({ channel: channel.id, text: 'after the limit' });
assert.deepEqual(limited, [1]);
step('rate limit');
process.exit(0);
