// A client of TockOrleans' Web connector. Whatever is sent has an event id, so that it can be sent
// again until it is answered, and is done once; a stream goes on where it broke off.
import type { WebAnswer, WebRequest } from './wire.js';

export type * from './wire.js';

/** Statuses that say "later", not "no". */
const LATER = new Set([408, 429, 502, 503, 504]);
const RETRY_FIRST_MS = 500;
const RETRY_MS_MAX = 15_000;
const RETRY_AFTER_MS_MAX = 60_000;
const ANSWER_MS_MAX = 60_000;
/** The server shows life every 10 s; three times that without any, and the stream is dead. */
const SILENCE_MS_MAX = 30_000;

export interface ClientOptions {
  /** The endpoint's address, such as https://bots.example/io/app/demo/web. */
  endpoint: string;
  /** The proof of who the user is, where the endpoint asks for one: asked for each request. */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Whether cookies go along to another origin; the default is not. */
  credentials?: RequestCredentials;
}

export interface SendOptions {
  /** Gives it up: the promise is rejected with the signal's reason. The event may be done. */
  signal?: AbortSignal;
  /** Called when it could not be sent now, and waits; retryNow ends the wait. */
  onWait?: (retryNow: () => void) => void;
  /** The longest time of one try, in milliseconds; 60,000. */
  timeout?: number;
}

export interface ListenOptions {
  /** The user; ignored where the endpoint knows users by itself. */
  userId?: string;
  /** Where the last stream broke off; undefined: what no client has yet comes. */
  lastEventId?: string | undefined;
  /** Whether to see answers grow: see {@link Frame.growing}. */
  growing?: boolean;
  onFrame: (frame: Frame) => void;
  onState?: (state: StreamState, reason?: TockError) => void;
}

/** What came over a stream. */
export interface Frame {
  /** One message; or all of the answer so far, where it grows. Null: the place has moved on. */
  answer: WebAnswer | null;
  /** What an answer has grown to: it takes the place of what grew before under its RESPONSE_ID. */
  growing: boolean;
  /** The place to go on from; undefined where it has not moved. */
  lastEventId?: string;
}

/**
 * connecting: it is not open, or not any more, and will be; live: it is open; off: the endpoint
 * has no streams, or refuses this one, and it is not tried again.
 */
export type StreamState = 'connecting' | 'live' | 'off';

export interface Subscription {
  /** Where it is now. */
  readonly lastEventId: string | undefined;
  /** Does not wait for the next try. */
  retryNow(): void;
  close(): void;
}

/** The server does not take a request, and would not if it were sent again. */
export class TockError extends Error {
  override readonly name = 'TockError';

  /**
   * @param status the HTTP status; below 400: the answer is not in Tock's format
   * @param reason what the server says of it, may be empty
   */
  constructor(readonly status: number, readonly reason: string) {
    super(`${status} ${reason}`.trim());
  }
}

/** An id no other event has. */
export const newEventId = (): string => {
  // On plain http there is no randomUUID, but on localhost.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** Talks with one endpoint. Safe for several users at a time. */
export class TockClient {
  readonly #options: ClientOptions;
  readonly #endpoint: string;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#endpoint = options.endpoint.replace(/\/+$/, '');
  }

  /**
   * Sends what a user does until it is answered: where it is lost or refused for now, the same
   * again after a while.
   * @param request an object, or its JSON, which must have an eventId to be done once
   * @throws TockError where it is refused
   */
  send(request: WebRequest | string, options: SendOptions = {}): Promise<WebAnswer> {
    const body = bodyOf(request);
    return again(options, async signal => {
      const response = await this.#fetch('', signal, body);
      return await answerOf(response);
    });
  }

  /**
   * As {@link send}, and shows what the answer grows to: all of it so far, each time.
   * @returns the answer with all its messages
   */
  sendStreamed(
    request: WebRequest, onGrowing: (answer: WebAnswer) => void, options: SendOptions = {},
  ): Promise<WebAnswer> {
    const body = bodyOf({ ...request, streamedResponse: true } as WebRequest);
    return again(options, async (signal, alive) => {
      const response = await this.#fetch('', signal, body);
      // Where streams are off it is answered as any.
      if (!response.ok || !isStream(response)) return await answerOf(response);
      const whole: WebAnswer = { responses: [], metadata: {} };
      for await (const { name, data } of eventsOf(response)) {
        alive();
        if (name !== 'message') continue;
        const answer = parse(data);
        if (isGrowing(answer)) {
          onGrowing(answer);
          continue;
        }
        whole.responses.push(...answer.responses);
        Object.assign(whole.metadata, answer.metadata);
        if (answer.metadata.LAST_ANSWER === 'true') return whole;
      }
      return undefined;
    });
  }

  /**
   * Tells the story that runs for a user to stop; what it said until then is its answer.
   * @returns whether one ran
   * @throws TockError where it is refused, also for now; TypeError where the server is not reached
   */
  async cancel(user: { userId?: string; eventId?: string } = {}): Promise<boolean> {
    const response = await this.#fetch(
      '/cancel', AbortSignal.timeout(ANSWER_MS_MAX), JSON.stringify(user));
    const answer = await answerOf(response);
    if (typeof answer === 'number') throw new TockError(response.status, 'not now');
    return answer.metadata.CANCELLED === 'true';
  }

  /** Opens the stream of what the bot says, and keeps it open until it is closed. */
  listen(options: ListenOptions): Subscription {
    return new Stream(options, (query, signal) => this.#fetch(`/sse?${query}`, signal));
  }

  async #fetch(path: string, signal: AbortSignal, body?: string): Promise<Response> {
    const token = await this.#options.token?.();
    return await fetch(this.#endpoint + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...body === undefined ? {} : { 'Content-Type': 'application/json' },
        ...token === undefined ? {} : { Authorization: `Bearer ${token}` },
      },
      ...body === undefined ? {} : { body },
      cache: 'no-store',
      credentials: this.#options.credentials ?? 'same-origin',
      signal,
    });
  }
}

class Stream implements Subscription {
  readonly #closing = new AbortController();
  readonly #options: ListenOptions;
  readonly #open: (query: URLSearchParams, signal: AbortSignal) => Promise<Response>;
  #attempt = new AbortController();
  #state: StreamState | undefined;
  #wake = (): void => {};
  #pause = RETRY_FIRST_MS;
  lastEventId: string | undefined;

  constructor(
    options: ListenOptions,
    open: (query: URLSearchParams, signal: AbortSignal) => Promise<Response>,
  ) {
    this.#options = options;
    this.#open = open;
    this.lastEventId = options.lastEventId;
    void this.#run();
  }

  retryNow(): void { this.#wake(); }

  close(): void {
    this.#closing.abort();
    this.#attempt.abort();
    this.#wake();
  }

  get #isClosed(): boolean { return this.#closing.signal.aborted; }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      this.#tell('connecting');
      let after = 0;
      try {
        after = await this.#connect();
      } catch (failure) {
        // Else it is broken off, silent, or there is no connection: the next one goes on from here.
        if (failure instanceof TockError) return this.#tell('off', failure);
      }
      if (this.#isClosed) return;
      this.#tell('connecting');
      const pause = Math.max(after, jittered(this.#pause));
      this.#pause = Math.min(this.#pause * 2, RETRY_MS_MAX);
      await sleep(pause, wake => { this.#wake = wake; });
    }
  }

  /** One connection until it ends; after how many milliseconds the server wants the next one. */
  async #connect(): Promise<number> {
    const { userId, growing } = this.#options;
    const query = new URLSearchParams({
      ...userId === undefined ? {} : { userId },
      ...this.lastEventId === undefined ? {} : { lastEventId: this.lastEventId },
      ...growing ? { growing: 'true' } : {},
    });
    this.#attempt = new AbortController();
    const silence = new Watch(SILENCE_MS_MAX, () => this.#attempt.abort());
    try {
      const response = await this.#open(query, this.#attempt.signal);
      if (response.status >= 500 || LATER.has(response.status)) return retryAfter(response);
      if (!response.ok || !isStream(response)) throw await refusalOf(response);
      for await (const event of eventsOf(response)) {
        if (this.#isClosed) return 0;
        silence.alive();
        this.#pause = RETRY_FIRST_MS;
        this.#tell('live');
        this.#take(event);
      }
      return 0;
    } finally {
      silence.end();
      this.#attempt.abort();
    }
  }

  #take({ name, data, id }: ServerEvent): void {
    let answer: WebAnswer | null = null;
    try { if (name === 'message') answer = parse(data); } catch { /* not ours: go on after it */ }
    if (answer === null && id === undefined) return;
    if (id !== undefined) this.lastEventId = id;
    this.#options.onFrame({
      answer,
      growing: answer !== null && isGrowing(answer),
      ...id === undefined ? {} : { lastEventId: id },
    });
  }

  #tell(state: StreamState, reason?: TockError): void {
    if (this.#isClosed || state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state, reason);
  }
}

/** Acts when nothing shows life for a while. */
class Watch {
  #timer: ReturnType<typeof setTimeout>;

  constructor(readonly limit: number, readonly act: () => void) {
    this.#timer = setTimeout(act, limit);
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.act, this.limit);
  }

  end(): void { clearTimeout(this.#timer); }
}

/**
 * Tries until there is an answer. A try that gives a number is to be repeated after as many
 * milliseconds at the least, and one that gives nothing after a while.
 */
const again = async (
  { signal, onWait, timeout = ANSWER_MS_MAX }: SendOptions,
  attempt: (signal: AbortSignal, alive: () => void) => Promise<WebAnswer | number | undefined>,
): Promise<WebAnswer> => {
  for (let pause = RETRY_FIRST_MS; ; pause = Math.min(pause * 2, RETRY_MS_MAX)) {
    signal?.throwIfAborted();
    let after = 0;
    const trying = new AbortController();
    const give = (): void => trying.abort();
    signal?.addEventListener('abort', give);
    const silence = new Watch(timeout, give);
    try {
      const outcome = await attempt(trying.signal, () => silence.alive());
      if (typeof outcome === 'object') return outcome;
      after = outcome ?? 0;
    } catch (failure) {
      if (failure instanceof TockError) throw failure;
      // No connection, cut off in the middle, or too slow: the server may or may not have it.
    } finally {
      silence.end();
      signal?.removeEventListener('abort', give);
    }
    signal?.throwIfAborted();
    await sleep(Math.max(after, jittered(pause)), wake => {
      signal?.addEventListener('abort', wake, { once: true });
      onWait?.(wake);
    });
  }
};

/** The answer; or in how many milliseconds to ask again. */
const answerOf = async (response: Response): Promise<WebAnswer | number> => {
  if (LATER.has(response.status)) return retryAfter(response);
  if (!response.ok) throw await refusalOf(response);
  return parse(await response.text(), response.status);
};

const refusalOf = async (response: Response): Promise<TockError> => {
  const text = await response.text();
  let error: unknown;
  try { error = (JSON.parse(text) as WebAnswer | null)?.error; } catch { /* no JSON */ }
  return new TockError(response.status, typeof error === 'string' ? error : '');
};

const parse = (text: string, status = 200): WebAnswer => {
  let answer: WebAnswer | null = null;
  try { answer = JSON.parse(text) as WebAnswer; } catch { /* told below */ }
  if (!Array.isArray(answer?.responses)) throw new TockError(status, '');
  if (typeof answer.metadata !== 'object' || answer.metadata === null) answer.metadata = {};
  return answer;
};

const isGrowing = (answer: WebAnswer): boolean => answer.metadata.TOCK_STREAM_RESPONSE === 'true';

const isStream = (response: Response): boolean =>
  response.headers.get('Content-Type')?.startsWith('text/event-stream') === true;

const bodyOf = (request: WebRequest | string): string => typeof request === 'string'
  ? request
  : JSON.stringify({ ...request, eventId: request.eventId ?? newEventId() });

const retryAfter = (response: Response): number => {
  const value = response.headers.get('Retry-After')?.trim();
  if (!value) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MS_MAX) : 0;
};

const jittered = (ms: number): number => ms * (0.8 + 0.4 * Math.random());

const sleep = (ms: number, woken: (wake: () => void) => void): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    woken(() => { clearTimeout(timer); resolve(); });
  });

interface ServerEvent { name: string; data: string; id: string | undefined; }

/** The events of a stream, as the HTML standard reads them; comments and retry are left out. */
async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  let [name, data, id] = ['', [] as string[], undefined as string | undefined];
  for await (const line of linesOf(response)) {
    if (line === '') {
      if (data.length > 0) yield { name: name || 'message', data: data.join('\n'), id };
      [name, data, id] = ['', [], undefined];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let rest = '';
    for (let part; !(part = await reader.read()).done;) {
      // A line break may be cut in two: the \r of a \r\n waits for what follows.
      const lines = (rest + part.value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop()!;
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
