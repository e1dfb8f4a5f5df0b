// The client against a server that misbehaves as servers do.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { afterEach, beforeEach, test } from 'node:test';

const { TockClient, TockError, newEventId } =
  await import(process.env.TOCK_CLIENT ?? '../dist/client.js');

const JSON_TYPE = { 'Content-Type': 'application/json' };
const STREAM_TYPE = { 'Content-Type': 'text/event-stream;charset=UTF-8' };
const answer = (...texts) => JSON.stringify(
  { responses: texts.map(text => ({ text })), metadata: { RESPONSE_ID: 'r' } });
const message = (id, text, more = {}) => `event: message\n${id ? `id: ${id}\n` : ''}data: ${
  JSON.stringify({ responses: [{ text }], metadata: { RESPONSE_ID: 'r', ...more } })}\n\n`;

let server;
let script;
let requests;
let client;

beforeEach(async () => {
  [script, requests] = [[], []];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const act = script.length > 1 ? script.shift() : script[0];
    await act(response, request);
  });
  await new Promise(done => { server.listen(0, '127.0.0.1', done); });
  client = new TockClient({ endpoint: `http://127.0.0.1:${server.address().port}/io/a/b/web/` });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const says = (status, body = '', headers = JSON_TYPE) => response => {
  response.writeHead(status, headers);
  response.end(body);
};
const breaks = response => response.destroy();
const until = async condition => {
  while (!condition()) await new Promise(done => { setTimeout(done, 5); });
};

/** Listens until as many frames are there. */
const listen = async (count, options = {}) => {
  const [frames, states] = [[], []];
  const stream = client.listen({
    userId: 'u 1',
    onFrame: frame => frames.push(frame),
    onState: (state, reason) => states.push(reason ? [state, reason.status] : state),
    ...options,
  });
  const retrying = setInterval(() => stream.retryNow(), 20);
  await until(() => frames.length >= count && (count > 0 || states.at(-1)?.[0] === 'off'));
  clearInterval(retrying);
  stream.close();
  return { frames, states, stream };
};

test('it sends the same again until it is answered', async () => {
  script = [breaks, says(503), says(502, '<html>'), says(504), says(408), response => {
    response.writeHead(200, JSON_TYPE);
    response.write('{"respon');
    setImmediate(() => response.destroy());
  }, says(200, answer('hi'))];
  const got = await client.send(
    { query: 'é', userId: 'u' }, { onWait: retryNow => setImmediate(retryNow) });
  assert.equal(got.responses[0].text, 'hi');
  assert.equal(requests.length, 7);
  assert.equal(new Set(requests.map(request => request.body)).size, 1);
  const { eventId, query } = JSON.parse(requests[0].body);
  assert.equal(query, 'é');
  assert.match(eventId, /^[0-9a-f-]{36}$/);
  assert.equal(requests[0].url, '/io/a/b/web');
});

test('it waits as long as the server says', async () => {
  script = [says(429, answer(), { 'Retry-After': '1' }), says(200, answer('later'))];
  const began = performance.now();
  await client.send({ query: 'q', userId: 'u' });
  assert.ok(performance.now() - began >= 990);
});

test('a refusal is told and not tried again', async () => {
  for (const status of [400, 401, 403, 404, 413, 500]) {
    script = [says(status, '{"responses":[],"metadata":{},"error":"no"}')];
    await assert.rejects(client.send({ query: 'q' }),
      failure => failure instanceof TockError && failure.status === status
        && failure.reason === 'no');
  }
  for (const body of ['', '<html>', 'null', '[]', '{}', '{"responses":1}']) {
    script = [says(200, body)];
    await assert.rejects(client.send({ query: 'q' }),
      failure => failure instanceof TockError && failure.status === 200);
  }
  assert.equal(requests.length, 12);
});

test('whoever gives it up waits no more', async () => {
  script = [says(503)];
  const giving = new AbortController();
  await assert.rejects(
    client.send({ query: 'q' }, { signal: giving.signal, onWait: () => giving.abort() }),
    { name: 'AbortError' });
  script = [() => {}];
  const late = new AbortController();
  const sending = client.send({ query: 'q' }, { signal: late.signal });
  await until(() => requests.length === 2);
  late.abort(new Error('closed'));
  await assert.rejects(sending, { message: 'closed' });
});

test('a try that takes too long is given up and made again', async () => {
  script = [() => {}, says(200, answer('hi'))];
  await client.send({ query: 'q' }, { timeout: 50 });
  assert.equal(requests.length, 2);
});

test('a token goes along, asked for each time', async () => {
  let number = 0;
  client = new TockClient({
    endpoint: `http://127.0.0.1:${server.address().port}/io/a/b/web`,
    token: async () => `t${++number}`,
  });
  script = [says(503), says(200, answer())];
  await client.send({ query: 'q' }, { onWait: retryNow => setImmediate(retryNow) });
  assert.deepEqual(
    requests.map(request => request.headers.authorization), ['Bearer t1', 'Bearer t2']);
});

test('a streamed answer is shown as it grows and given as a whole', async () => {
  script = [response => {
    response.writeHead(200, STREAM_TYPE);
    response.write('event: ping\ndata: 1\n\n');
    response.write(message(null, 'a', { TOCK_STREAM_RESPONSE: 'true' }));
    setImmediate(() => response.destroy());
  }, response => {
    response.writeHead(200, STREAM_TYPE);
    response.write(message(null, 'a', { TOCK_STREAM_RESPONSE: 'true' }));
    response.write(message(null, 'a b', { TOCK_STREAM_RESPONSE: 'true' }));
    response.write(message(null, 'a b c', { TOCK_STREAM_RESPONSE: 'false' }));
    response.end(message(null, 'd', { LAST_ANSWER: 'true' }));
  }];
  const grown = [];
  const whole = await client.sendStreamed(
    { query: 'q', userId: 'u' }, growing => grown.push(growing.responses[0].text),
    { onWait: retryNow => setImmediate(retryNow) });
  assert.deepEqual(grown.slice(-2), ['a', 'a b']);
  assert.deepEqual(whole.responses.map(one => one.text), ['a b c', 'd']);
  assert.equal(JSON.parse(requests[0].body).streamedResponse, true);
  assert.equal(requests[0].body, requests[1].body);
  script = [says(200, answer('off'))];
  assert.equal((await client.sendStreamed({ query: 'q' }, () => {})).responses[0].text, 'off');
});

test('cancel says whether a story ran', async () => {
  script = [says(200, '{"responses":[],"metadata":{"CANCELLED":"true"}}'),
    says(200, '{"responses":[],"metadata":{"CANCELLED":"false"}}'), says(429)];
  assert.equal(await client.cancel({ userId: 'u', eventId: 'e' }), true);
  assert.equal(await client.cancel({ userId: 'u' }), false);
  await assert.rejects(client.cancel({ userId: 'u' }), { status: 429 });
  assert.equal(requests[0].url, '/io/a/b/web/cancel');
  assert.equal(requests[0].body, '{"userId":"u","eventId":"e"}');
});

test('a stream goes on where it broke off', async () => {
  script = [breaks, says(503), says(500), says(429), response => {
    response.writeHead(200, STREAM_TYPE);
    response.write('event: ping\ndata: 1\n\n');
    response.write('id: 7-0\nevent: ping\ndata: 1\n\n');
    response.write(message('7-1', 'one'));
    setTimeout(() => response.destroy(), 20);
  }, response => {
    response.writeHead(200, STREAM_TYPE);
    response.write(message('7-2', 'two'));
  }];
  const { frames, states, stream } = await listen(3, { lastEventId: '6-9', growing: true });
  assert.deepEqual(
    frames.map(frame => [frame.lastEventId, frame.answer?.responses[0].text]),
    [['7-0', undefined], ['7-1', 'one'], ['7-2', 'two']]);
  assert.deepEqual(states, ['connecting', 'live', 'connecting', 'live']);
  assert.equal(requests[0].url, '/io/a/b/web/sse?userId=u+1&lastEventId=6-9&growing=true');
  assert.equal(requests.at(-1).url, '/io/a/b/web/sse?userId=u+1&lastEventId=7-1&growing=true');
  assert.equal(stream.lastEventId, '7-2');
});

test('frames are read however they are cut', async () => {
  const bytes = Buffer.from(': a comment\r\n\r\nretry: 5\nid: 1\r\nevent: message\rdata: '
    + '{"responses":[{"text":"é😀"}],\ndata: "metadata":null}\r\n\r\n'
    + 'event: other\ndata: x\n\nevent: message\nid: 2\ndata: no JSON\n\n'
    + 'event: message\nid: 3\ndata:{"responses":[],"metadata":{"TOCK_STREAM_RESPONSE":"true"}}\n\n');
  script = [async response => {
    response.writeHead(200, STREAM_TYPE);
    for (const byte of bytes) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
  }];
  const { frames } = await listen(3);
  assert.equal(frames[0].answer.responses[0].text, 'é😀');
  assert.deepEqual(frames[0].answer.metadata, {});
  assert.deepEqual(frames.map(frame => frame.lastEventId), ['1', '2', '3']);
  assert.deepEqual(frames.map(frame => frame.growing), [false, false, true]);
  assert.equal(frames[1].answer, null);
});

test('a stream that shows no life is opened anew', async context => {
  script = [response => {
    response.writeHead(200, STREAM_TYPE);
    response.write('event: ping\ndata: 1\n\n');
  }, response => {
    response.writeHead(200, STREAM_TYPE);
    response.write(message('1', 'alive'));
  }];
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const frames = [];
  const states = [];
  const stream = client.listen(
    { onFrame: frame => frames.push(frame), onState: state => states.push(state) });
  const spin = async condition => {
    while (!condition()) await new Promise(setImmediate);
  };
  await spin(() => states.includes('live'));
  context.mock.timers.tick(29_000);
  assert.equal(requests.length, 1);
  context.mock.timers.tick(1_001);
  await spin(() => states.at(-1) === 'connecting');
  while (frames.length === 0) {
    context.mock.timers.tick(100);
    await new Promise(setImmediate);
  }
  stream.close();
  assert.equal(frames[0].answer.responses[0].text, 'alive');
});

test('where there is no stream, or not for this one, it is not tried again', async () => {
  for (const status of [400, 401, 403, 404]) {
    script = [says(status)];
    const { states } = await listen(0);
    assert.deepEqual(states, ['connecting', ['off', status]]);
  }
  script = [says(200, '<html>', { 'Content-Type': 'text/html' })];
  assert.deepEqual((await listen(0)).states, ['connecting', ['off', 200]]);
  assert.equal(requests.length, 5);
});

test('no two events have one id', () => {
  assert.equal(new Set(Array.from({ length: 1000 }, newEventId)).size, 1000);
});
