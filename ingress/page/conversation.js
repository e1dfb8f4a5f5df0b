// What was said, and what is still to be sent. Both are kept in localStorage before anything is
// sent, so a reload loses nothing; a message keeps its event id and its very body however often it
// is sent, so the server knows it again and nothing is doubled. What the bot says by itself comes
// over a stream that goes on where the last one broke off.
import { TockClient, TockError, newEventId } from './client.js';

const ITEMS_MAX = 200;
const STORED_CHARS_MAX = 1_000_000;

const fresh = () => ({ version: 1, user: newEventId(), items: [], outbox: [] });

/** Runs the action in one tab at a time, where the browser can and lets a page in a frame. */
const exclusively = async (name, action) => {
  let runs = false;
  try {
    return await navigator.locks.request(name, () => {
      runs = true;
      return action();
    });
  } catch (failure) {
    if (runs) throw failure;
    return await action();
  }
};

/** What other tabs are told by; none where the browser has none, or does not let a page in a frame. */
const channelOf = name => { try { return new BroadcastChannel(name); } catch { return null; } };

/** Whose conversation it is, where a token says so: two people at one browser share none. */
const userOf = token => {
  try {
    const [first, second] = token.split('.');
    if (first === 'tock') return second;
    return JSON.parse(atob(second.replace(/-/g, '+').replace(/_/g, '/'))).sub;
  } catch {
    return token;
  }
};

const isOf = answer => item => item.id.startsWith(`${answer} `);

/** Fires "change" after every change, those of other tabs included. */
export class Conversation extends EventTarget {
  #client;
  #key;
  #memory = fresh();
  #raw = null;
  #stored = true;
  #pumping = false;
  #flight = null;
  #wake = () => {};
  #stream = null;
  #listener = null;
  #position = {};
  #growing = null;
  #tabs = null;
  #wasLive = false;

  /** What happens now: { id, phase: 'sending' | 'retrying' }, or null. */
  activity = null;

  /** Whether the stream was open and is not: what the bot says comes later. */
  isLost = false;

  /** @param token proves who the user is, where the endpoint asks for it; else undefined */
  constructor(endpoint, token) {
    super();
    this.#client = new TockClient({ endpoint, token: () => token });
    this.#key = `tock.chat ${endpoint}${token ? ` ${userOf(token)}` : ''}`;
    this.#change(() => {});
    addEventListener('storage', event => {
      if (event.key !== this.#key && event.key !== null) return;
      // Another tab may have brought it to its end, or begun another conversation.
      if (this.activity && !this.pending.has(this.activity.id)) this.#flight?.abort();
      if (this.#stream && this.#listener !== this.#read().user) this.#listen();
      this.#changed();
      this.#pump();
    });
    addEventListener('online', () => this.retryNow());
  }

  /** The items, oldest first: { id, who: 'user' | 'bot' | 'error', … }. */
  get items() {
    const state = this.#read();
    const growing = this.#growing;
    if (!growing || state.items.some(isOf(growing.answer))) return state.items;
    const items = [...state.items];
    items.splice(this.#placeOf(state, growing.answer), 0, ...growing.messages.map(
      (message, index) => ({ id: `${growing.answer} ${index}`, who: 'bot', message, growing: true,
        locale: this.#localeOf(state), at: growing.at })));
    return items;
  }

  /** Whether an item of the user still waits for its answer. */
  get pending() { return new Set(this.#read().outbox.map(entry => entry.id)); }

  /** Sends what waited when the page was closed, and hears what the bot says by itself. */
  resume() {
    this.#pump();
    // One tab holds the stream for all: a browser has few connections to one server.
    this.#tabs = channelOf(this.#key);
    this.#tabs?.addEventListener('message', ({ data }) => this.#grow(data));
    exclusively(`${this.#key} stream`, () => new Promise(() => this.#listen()));
  }

  /** Tells the story that runs to stop: what it said until then is the answer. */
  async stop() {
    if (this.activity?.phase !== 'sending') return;
    try {
      await this.#client.cancel({ userId: this.#read().user, eventId: this.activity.id });
    } catch { /* it goes on, as if nobody had asked */ }
  }

  /** Says something: shown is what the transcript shows, null shows nothing. */
  say(content, shown, locale) {
    this.#enqueue(content, locale, (state, id) => state.items.push(
      { id, who: 'user', text: shown ?? '', hidden: shown === null, locale, at: Date.now() }));
  }

  /** Tells the user something that concerns no message. */
  tell(reason) {
    this.#change(state => state.items.push(
      { id: newEventId(), who: 'error', note: true, reason, at: Date.now() }));
  }

  /** Toggles the opinion on a bot's message: the same vote again takes it back. */
  vote(itemId, vote, locale) {
    const item = this.items.find(candidate => candidate.id === itemId);
    if (!item) return;
    const next = item.vote === vote ? null : vote;
    const feedback = { actionId: item.message.actionId, vote: next };
    this.#enqueue({ feedback }, locale, state => {
      state.items.find(candidate => candidate.id === itemId).vote = next;
    });
  }

  /** Sends a failed message again, the same body, at the end of the conversation. */
  resend(id) {
    this.#change(state => {
      const at = state.items.findIndex(item => item.id === id && item.failed);
      if (at < 0) return;
      const [item] = state.items.splice(at, 1);
      state.outbox.push({ id, body: item.failed.body });
      delete item.failed;
      state.items.push(item);
    });
    this.#pump();
  }

  /** Does not wait for the next try. */
  retryNow() {
    this.#wake();
    this.#stream?.retryNow();
  }

  /** Forgets everything and becomes another user, so that the bot starts afresh too. */
  restart() {
    this.#growing = null;
    this.#change(state => {
      delete state.position;
      Object.assign(state, fresh());
    });
    this.#flight?.abort();
    if (this.#stream) this.#listen();
  }

  #enqueue(content, locale, remember) {
    this.#change(state => {
      const id = newEventId();
      const body = JSON.stringify({ ...content, userId: state.user, locale, eventId: id });
      remember(state, id);
      state.outbox.push({ id, body });
    });
    this.#pump();
  }

  #pump() {
    if (this.#pumping || this.#read().outbox.length === 0) return;
    this.#pumping = true;
    exclusively(this.#key, () => this.#sendAll()).then(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  async #sendAll() {
    for (let entry; (entry = this.#read().outbox[0]);) {
      await this.#sendOne(entry);
      this.activity = null;
      this.#changed();
    }
  }

  /** Ends when the entry is answered, refused, or gone because the conversation was restarted. */
  async #sendOne(entry) {
    this.#flight = new AbortController();
    this.#act(entry.id, 'sending');
    const started = performance.now();
    try {
      const answer = await this.#client.send(entry.body, {
        signal: this.#flight.signal,
        onWait: retryNow => {
          this.#wake = retryNow;
          this.#act(entry.id, 'retrying');
        },
      });
      this.#answered(entry.id, answer, Math.round(performance.now() - started));
    } catch (failure) {
      if (this.#flight.signal.aborted) return;
      this.#refused(entry, failure instanceof TockError && failure.status >= 400
        ? { key: 'refused', values: [failure.status, failure.reason] }
        : { key: 'odd', values: [] });
    }
  }

  #answered(id, answer, took) {
    this.#settle(id, (state, place) => {
      const name = answer.metadata.RESPONSE_ID ?? id;
      const locale = state.items.find(item => item.id === id)?.locale;
      const replies = answer.responses.map((message, index) => (
        { id: `${name} ${index}`, who: 'bot', message, locale, at: Date.now() }));
      if (replies.length > 0) Object.assign(replies.at(-1), { metadata: answer.metadata, took });
      // The stream may have brought some of it, or all.
      const last = state.items.findLastIndex(isOf(name));
      const known = new Set(state.items.map(item => item.id));
      state.items.splice(
        last >= 0 ? last + 1 : place, 0, ...replies.filter(reply => !known.has(reply.id)));
      this.#end(name);
    });
  }

  #listen() {
    this.#stream?.close();
    const { user, position } = this.#read();
    this.#listener = user;
    // Its own count: where each tab has a stream, another one may be further.
    this.#position = position ?? {};
    this.#stream = this.#client.listen({
      userId: user,
      lastEventId: this.#position.id,
      growing: true,
      onFrame: frame => { if (this.#listener === this.#read().user) this.#take(frame); },
      onState: state => {
        this.isLost = state === 'connecting' && this.#wasLive;
        this.#wasLive ||= state === 'live';
        if (this.isLost) this.#show(null);
        this.#changed();
      },
    });
  }

  #take({ answer, growing, lastEventId }) {
    const name = answer?.metadata.RESPONSE_ID ?? lastEventId;
    if (growing) {
      this.#show({ answer: name, messages: answer.responses, at: Date.now() });
      return;
    }
    const before = this.#position.answer === name ? this.#position.count : 0;
    this.#position = { ...this.#position, id: lastEventId ?? this.#position.id };
    if (answer)
      Object.assign(this.#position, { answer: name, count: before + answer.responses.length });
    this.#change(state => {
      state.position = this.#position;
      if (!answer) return;
      const known = new Set(state.items.map(item => item.id));
      const messages = answer.responses.map((message, index) => (
        { id: `${name} ${before + index}`, who: 'bot', message, metadata: answer.metadata,
          locale: this.#localeOf(state), at: Date.now() }));
      state.items.splice(this.#placeOf(state, name), 0,
        ...messages.filter(message => !known.has(message.id)));
      this.#end(name);
    });
  }

  /** Shows in all tabs what an answer has grown to. */
  #show(growing) {
    this.#tabs?.postMessage(growing);
    this.#grow(growing);
  }

  #grow(growing) {
    this.#growing = growing;
    this.#changed();
  }

  /** An answer is whole: what it grew to is not shown any more. */
  #end(answer) {
    if (this.#growing?.answer === answer) this.#growing = null;
  }

  /** Where an answer goes on: under what is there of it, else above what still waits. */
  #placeOf(state, answer) {
    const last = state.items.findLastIndex(isOf(answer));
    if (last >= 0) return last + 1;
    const waiting = new Set(state.outbox.map(entry => entry.id));
    // It may be the answer to what is on its way.
    waiting.delete(this.activity?.id);
    const next = state.items.findIndex(item => waiting.has(item.id));
    return next >= 0 ? next : state.items.length;
  }

  #localeOf(state) { return state.items.findLast(item => item.who === 'user')?.locale; }

  #refused({ id, body }, reason) {
    this.#settle(id, (state, place) => {
      const item = state.items.find(candidate => candidate.id === id);
      if (item) {
        item.failed = { body, reason };
        return;
      }
      const { actionId } = JSON.parse(body).feedback ?? {};
      state.items.filter(candidate => candidate.message?.actionId === actionId)
        .forEach(candidate => { delete candidate.vote; });
      state.items.splice(place, 0, { id, who: 'error', reason, at: Date.now() });
    });
  }

  /**
   * Takes a message out of the outbox and lets the change follow it, in one write. An answer
   * stands under its question, above those that still wait. If another tab settled it: nothing.
   */
  #settle(id, change) {
    this.#change(state => {
      const at = state.outbox.findIndex(entry => entry.id === id);
      if (at < 0) return;
      state.outbox.splice(at, 1);
      const waiting = new Set(state.outbox.map(entry => entry.id));
      const own = state.items.findIndex(item => item.id === id);
      const next = state.items.findIndex(item => waiting.has(item.id));
      change(state, own >= 0 ? own + 1 : next >= 0 ? next : state.items.length);
    });
  }

  #act(id, phase) {
    this.activity = { id, phase };
    this.#changed();
  }

  #changed() { this.dispatchEvent(new Event('change')); }

  #read() {
    if (!this.#stored) return this.#memory;
    try {
      const raw = localStorage.getItem(this.#key);
      if (raw === this.#raw) return this.#memory;
      this.#raw = raw;
      const state = JSON.parse(raw);
      const known = state?.version === 1
        && [state.items, state.outbox].every(Array.isArray);
      this.#memory = known ? state : fresh();
    } catch { /* switched off or tampered with: what is in memory has to do */ }
    return this.#memory;
  }

  #change(change) {
    const state = this.#read();
    change(state);
    try {
      this.#raw = this.#bounded(state);
      if (this.#stored) localStorage.setItem(this.#key, this.#raw);
    } catch {
      // Switched off or full: what is stored is older than the memory, so it counts no more.
      this.#stored = false;
    }
    this.#changed();
  }

  /** Forgets the oldest that is settled, until it fits. */
  #bounded(state) {
    const waiting = new Set(state.outbox.map(entry => entry.id));
    let json = JSON.stringify(state);
    while (state.items.length > ITEMS_MAX || json.length > STORED_CHARS_MAX) {
      const oldest = state.items.findIndex(item => !waiting.has(item.id));
      if (oldest < 0) break;
      state.items.splice(oldest, 1);
      json = JSON.stringify(state);
    }
    return json;
  }
}
