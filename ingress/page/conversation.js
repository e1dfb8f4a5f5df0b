// What was said, and what is still to be sent. Both are kept in localStorage before anything is
// sent, so a reload loses nothing; a message keeps its event id and its very body however often it
// is sent, so the server knows it again and nothing is doubled.

const ITEMS_MAX = 200;
const STORED_CHARS_MAX = 1_000_000;
const REQUEST_MS_MAX = 60_000;
const RETRY_FIRST_MS = 500;
const RETRY_MS_MAX = 15_000;
const RETRY_AFTER_MS_MAX = 60_000;

/** Statuses that say "later", not "no". */
const LATER = new Set([408, 429, 502, 503, 504]);

/** crypto.randomUUID exists only on https and localhost; the page runs on plain http as well. */
const uuid = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

const fresh = () => ({ version: 1, user: uuid(), items: [], outbox: [] });

/** Runs the action in one tab at a time, where the browser can. */
const exclusively = (name, action) =>
  navigator.locks ? navigator.locks.request(name, action) : action();

const retryAfter = (response, now) => {
  const value = response.headers.get('Retry-After');
  if (!value) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MS_MAX) : 0;
};

/** Fires "change" after every change, those of other tabs included. */
export class Conversation extends EventTarget {
  #endpoint;
  #key;
  #memory = fresh();
  #raw = null;
  #stored = true;
  #pumping = false;
  #flight = null;
  #wake = () => {};

  /** What happens now: { id, phase: 'sending' | 'retrying' }, or null. */
  activity = null;

  constructor(endpoint) {
    super();
    this.#endpoint = endpoint;
    this.#key = `tock.chat ${endpoint}`;
    this.#change(() => {});
    addEventListener('storage', event => {
      if (event.key !== this.#key && event.key !== null) return;
      this.#changed();
      this.#pump();
    });
    addEventListener('online', () => this.retryNow());
  }

  /** The items, oldest first: { id, who: 'user' | 'bot' | 'error', … }. */
  get items() { return this.#read().items; }

  /** Whether an item of the user still waits for its answer. */
  get pending() { return new Set(this.#read().outbox.map(entry => entry.id)); }

  /** Sends what waited when the page was closed. */
  resume() { this.#pump(); }

  /** Says something: shown is what the transcript shows, null shows nothing. */
  say(content, shown, locale) {
    this.#enqueue(content, locale, (state, id) => state.items.push(
      { id, who: 'user', text: shown ?? '', hidden: shown === null, locale, at: Date.now() }));
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
  retryNow() { this.#wake(); }

  /** Forgets everything and becomes another user, so that the bot starts afresh too. */
  restart() {
    this.#change(state => Object.assign(state, fresh()));
    this.#flight?.abort();
    this.#wake();
  }

  #enqueue(content, locale, remember) {
    this.#change(state => {
      const id = uuid();
      const body = JSON.stringify({ ...content, userId: state.user, locale, eventId: id });
      remember(state, id);
      state.outbox.push({ id, body });
    });
    this.#pump();
  }

  #pump() {
    if (this.#pumping || this.#read().outbox.length === 0) return;
    this.#pumping = true;
    exclusively(this.#key, () => this.#sendAll()).finally(() => {
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
    this.#act(entry.id, 'sending');
    for (let wait = RETRY_FIRST_MS; this.pending.has(entry.id);) {
      const outcome = await this.#attempt(entry.body);
      if (outcome.answer) return this.#answered(entry.id, outcome);
      if (outcome.refused) return this.#refused(entry, outcome.refused);
      if (!this.pending.has(entry.id)) return;
      this.#act(entry.id, 'retrying');
      await this.#sleep(Math.max(outcome.after, wait * (0.8 + 0.4 * Math.random())));
      wait = Math.min(wait * 2, RETRY_MS_MAX);
    }
  }

  async #attempt(body) {
    this.#flight = new AbortController();
    const timer = setTimeout(() => this.#flight.abort(), REQUEST_MS_MAX);
    const started = performance.now();
    try {
      const response = await fetch(this.#endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        cache: 'no-store',
        signal: this.#flight.signal,
      });
      if (LATER.has(response.status)) return { after: retryAfter(response, Date.now()) };
      const text = await response.text();
      const took = Math.round(performance.now() - started);
      return Conversation.#outcome(response, text, took);
    } catch {
      // No connection, cut off in the middle, or too slow: the server may or may not have it.
      return { after: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  static #outcome(response, text, took) {
    let answer = null;
    try { answer = JSON.parse(text); } catch { /* told below */ }
    if (!response.ok)
      return { refused: { key: 'refused', values: [response.status, answer?.error ?? ''] } };
    return Array.isArray(answer?.responses)
      ? { answer, took } : { refused: { key: 'odd', values: [] } };
  }

  #answered(id, { answer, took }) {
    this.#settle(id, (state, place) => {
      const locale = state.items.find(item => item.id === id)?.locale;
      const replies = answer.responses.map((message, index) => (
        { id: `${id} ${index}`, who: 'bot', message, locale, at: Date.now() }));
      if (replies.length > 0) Object.assign(replies.at(-1), { metadata: answer.metadata, took });
      state.items.splice(place, 0, ...replies);
    });
  }

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

  #sleep(ms) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => { clearTimeout(timer); resolve(); };
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
