// The test bench beside the talk: talks as a test user in the name of any channel, and shows what
// that channel would get. Loaded when it is opened; its key is the administration's.
import { newEventId } from './client.js';
import { remember, remembered } from './look.js';
import { MessageView, el, icon, json } from './messages.js';

const API = '/admin/api';
const KEY = 'tock.bench.key';
const CHANNEL = 'tock.bench.channel';
const USER = 'tester';
/** Earlier turns that are shown anew as another channel. */
const SHOWN_ANEW_MAX = 20;
const TEXT_SHOWN_MAX = 2000;

const WORDS = {
  en: {
    bench: 'Test bench',
    keyWanted: 'The test bench uses the administration: enter a key with the role operator.',
    key: 'Key of the administration',
    keepKey: 'Keep it until this tab is closed',
    open: 'Open',
    keyWrong: 'This key is not accepted.',
    off: 'The administration is off here: start the server with Tock:Admin:Key.',
    role: 'This key may not do that: ',
    noTest: 'The bot has no test endpoint yet.',
    makeTest: 'Make one',
    channel: 'Channel',
    types: 'Kinds of channels',
    endpoints: 'Endpoints of this bot',
    user: 'Test user',
    again: 'New test user',
    talk: 'Test talk',
    say: 'Write as a test user…',
    leftOut: 'This channel shows nothing of: ',
    nothing: 'Nothing goes to the channel.',
    model: 'As the bot said it',
    deferred: 'The story is still at work; this is its deferral.',
    unreachable: 'The server cannot be reached.',
    odd: 'This is no JSON of an event.',
    record: 'Keep this talk as a test',
  },
  fr: {
    bench: 'Banc d’essai',
    keyWanted: 'Le banc d’essai passe par l’administration : entrez une clé du rôle operator.',
    key: 'Clé de l’administration',
    keepKey: 'La garder jusqu’à la fermeture de cet onglet',
    open: 'Ouvrir',
    keyWrong: 'Cette clé n’est pas acceptée.',
    off: 'L’administration est fermée ici : démarrez le serveur avec Tock:Admin:Key.',
    role: 'Cette clé n’en a pas le droit : ',
    noTest: 'Le bot n’a pas encore de point d’essai.',
    makeTest: 'En créer un',
    channel: 'Canal',
    types: 'Sortes de canaux',
    endpoints: 'Points d’accès de ce bot',
    user: 'Utilisateur d’essai',
    again: 'Nouvel utilisateur d’essai',
    talk: 'Conversation d’essai',
    say: 'Écrivez en utilisateur d’essai…',
    leftOut: 'Ce canal ne montre rien de : ',
    nothing: 'Rien ne part vers le canal.',
    model: 'Tel que le bot l’a dit',
    deferred: 'L’histoire travaille encore ; ceci est sa réponse d’attente.',
    unreachable: 'Le serveur est injoignable.',
    odd: 'Ce n’est pas le JSON d’un événement.',
    record: 'Garder cette conversation comme test',
  },
  de: {
    bench: 'Prüfstand',
    keyWanted: 'Der Prüfstand nutzt die Verwaltung: Geben Sie einen Schlüssel der Rolle operator ein.',
    key: 'Schlüssel der Verwaltung',
    keepKey: 'Behalten, bis dieser Tab geschlossen wird',
    open: 'Öffnen',
    keyWrong: 'Dieser Schlüssel wird nicht angenommen.',
    off: 'Die Verwaltung ist hier aus: Starten Sie den Server mit Tock:Admin:Key.',
    role: 'Dieser Schlüssel darf das nicht: ',
    noTest: 'Der Bot hat noch keinen Test-Endpunkt.',
    makeTest: 'Einen anlegen',
    channel: 'Kanal',
    types: 'Arten von Kanälen',
    endpoints: 'Endpunkte dieses Bots',
    user: 'Testbenutzer',
    again: 'Neuer Testbenutzer',
    talk: 'Testgespräch',
    say: 'Als Testbenutzer schreiben …',
    leftOut: 'Dieser Kanal zeigt nichts von: ',
    nothing: 'Nichts geht an den Kanal.',
    model: 'Wie der Bot es sagte',
    deferred: 'Die Story arbeitet noch; dies ist ihre Vertröstung.',
    unreachable: 'Der Server ist nicht erreichbar.',
    odd: 'Das ist kein JSON eines Ereignisses.',
    record: 'Dieses Gespräch als Test behalten',
  },
  es: {
    bench: 'Banco de pruebas',
    keyWanted: 'El banco de pruebas usa la administración: indique una clave con el rol operator.',
    key: 'Clave de la administración',
    keepKey: 'Guardarla hasta que se cierre esta pestaña',
    open: 'Abrir',
    keyWrong: 'Esta clave no se acepta.',
    off: 'La administración está apagada aquí: inicie el servidor con Tock:Admin:Key.',
    role: 'Esta clave no puede hacerlo: ',
    noTest: 'El bot aún no tiene un punto de pruebas.',
    makeTest: 'Crear uno',
    channel: 'Canal',
    types: 'Tipos de canales',
    endpoints: 'Puntos de acceso de este bot',
    user: 'Usuario de pruebas',
    again: 'Nuevo usuario de pruebas',
    talk: 'Conversación de pruebas',
    say: 'Escriba como usuario de pruebas…',
    leftOut: 'Este canal no muestra nada de: ',
    nothing: 'Nada va al canal.',
    model: 'Como lo dijo el bot',
    deferred: 'La historia sigue trabajando; esta es su respuesta de espera.',
    unreachable: 'No se puede contactar con el servidor.',
    odd: 'No es el JSON de un evento.',
    record: 'Guardar esta conversación como prueba',
  },
};

/** The administration refused it. */
class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const session = (act, ...rest) => {
  try { return sessionStorage[act](KEY, ...rest); } catch { return null; }
};

/** What a field says: an event of the model, or words. Throws where it is no JSON after all. */
const contentOf = text => text.startsWith('{') ? { event: JSON.parse(text) } : { text };

/** Data without the bulk of a file that stands in it. */
const brief = data => JSON.parse(JSON.stringify(data ?? null, (_, value) =>
  typeof value === 'string' && value.length > TEXT_SHOWN_MAX
    ? `${value.slice(0, TEXT_SHOWN_MAX / 10)}… (${value.length})` : value));

/** A user as the name of a session has them. */
const escaped = user => encodeURIComponent(user)
  .replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

export class Bench {
  #bot;
  #close;
  #locale;
  #t;
  #words;
  #view;
  #key = session('getItem') ?? '';
  #test = null;
  #channels = { types: [], endpoints: [] };
  #channel = remembered(CHANNEL) ?? 'as:slack';
  #user = USER;
  #turns = [];
  #shown = new Map();
  #line = Promise.resolve();

  /** The panel, to be put beside the talk. */
  element = el('section', { id: 'bench', 'aria-labelledby': 'bench-title' });

  /**
   * @param endpoint the address of the endpoint that the page talks with: its bot is tested
   * @param close called when the user closes the panel
   */
  constructor(endpoint, close) {
    const [, , namespace, bot] = endpoint.split('/');
    this.#bot = { namespace, bot };
    this.#close = close;
    // On a small screen it is all there is.
    const isAlone = matchMedia('(max-width: 60rem)');
    const place = () => { this.element.role = isAlone.matches ? 'main' : 'complementary'; };
    isAlone.addEventListener('change', place);
    place();
    this.element.addEventListener('keydown', event => {
      if (event.key === 'Escape') close();
    });
  }

  /** Shows it in a language; t gives the page's own words. */
  draw(locale, t) {
    [this.#locale, this.#t, this.#words] = [locale, t, WORDS[locale]];
    this.#view = new MessageView(t, button => this.#say(
      button.payload ? { payload: button.payload } : { text: button.nlpText || button.title },
      button.title));
    if (this.#test) this.#drawTalk();
    else if (this.#key) this.#open();
    else this.#drawDoor();
  }

  async #ask(method, path, body) {
    const answer = await fetch(API + path, {
      method,
      headers: { Authorization: `Bearer ${this.#key}`,
        ...body && { 'Content-Type': 'application/json' } },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    let said;
    try { said = JSON.parse(text); } catch { said = {}; }
    if (!answer.ok) throw new Refused(answer.status, said.detail ?? said.title ?? '');
    return said;
  }

  #reasonOf(failure) {
    if (!(failure instanceof Refused)) return this.#words.unreachable;
    switch (failure.status) {
      case 401: return this.#words.keyWrong;
      case 403: return this.#words.role + failure.message;
      case 404: return this.#words.off;
      default: return failure.message || String(failure.status);
    }
  }

  async #open() {
    try {
      const [{ connectors }, { endpoints }] = await Promise.all(
        [this.#ask('GET', '/connectors'), this.#ask('GET', '/endpoints')]);
      const own = endpoints.filter(one =>
        one.namespace === this.#bot.namespace && one.bot === this.#bot.bot);
      this.#channels = {
        types: connectors.filter(one => one.type !== 'test')
          .map(one => [`as:${one.type}`, one.title]),
        endpoints: own.filter(one => one.type !== 'test')
          .map(one => [`endpoint:${one.id}`, `${one.id} (${one.type})`]),
      };
      this.#test = own.find(one => one.type === 'test' && one.active)?.id ?? null;
      if (this.#test) this.#drawTalk();
      else this.#drawMissing(own.map(one => one.id));
    } catch (failure) {
      this.#drawDoor(this.#reasonOf(failure));
    }
  }

  #frame(...parts) {
    this.#shown.clear();
    this.element.lang = this.#locale;
    this.element.replaceChildren(
      el('div', { class: 'bench-head' },
        el('h2', { id: 'bench-title' }, this.#words.bench),
        el('button', { type: 'button', class: 'icon', 'aria-label': this.#t('close'),
          title: this.#t('close'), onclick: this.#close }, icon('close'))),
      ...parts);
  }

  #drawDoor(problem = '') {
    const key = el('input', { type: 'password', id: 'bench-key', autocomplete: 'off',
      required: true });
    const keep = el('input', { type: 'checkbox', id: 'bench-keep' });
    this.#frame(el('form', { class: 'bench-door', onsubmit: event => {
      event.preventDefault();
      this.#key = key.value;
      if (keep.checked) session('setItem', this.#key);
      this.#open();
    } },
    el('p', {}, this.#words.keyWanted),
    el('label', { for: 'bench-key' }, this.#words.key), key,
    el('label', { class: 'bench-tick' }, keep, ` ${this.#words.keepKey}`),
    el('p', { class: 'bench-bad', role: 'alert' }, problem),
    el('button', { class: 'choice' }, this.#words.open)));
    key.focus();
  }

  #drawMissing(taken) {
    const problem = el('p', { class: 'bench-bad', role: 'alert' });
    const { namespace, bot } = this.#bot;
    let id = 'test';
    for (let more = 2; taken.includes(id); more++) id = `test${more}`;
    const make = el('button', { class: 'choice', type: 'button', onclick: async () => {
      try {
        await this.#ask('PUT', `/endpoints/${namespace}/${bot}/${id}`, { type: 'test' });
        await this.#open();
      } catch (failure) {
        problem.textContent = this.#reasonOf(failure);
      }
    } }, this.#words.makeTest);
    this.#frame(
      el('div', { class: 'bench-door' }, el('p', {}, this.#words.noTest), problem, make));
    make.focus();
  }

  #drawTalk() {
    const group = (label, options) => options.length === 0 ? null
      : el('optgroup', { label }, ...options.map(([value, name]) => el('option', { value }, name)));
    const channel = el('select', { id: 'bench-channel', onchange: () => {
      this.#channel = channel.value;
      remember(CHANNEL, channel.value);
      this.#showAnew();
    } }, group(this.#words.types, this.#channels.types),
    group(this.#words.endpoints, this.#channels.endpoints));
    channel.value = this.#channel;
    if (channel.selectedIndex < 0) channel.selectedIndex = 0;
    this.#channel = channel.value;
    const user = el('input', { id: 'bench-user', maxlength: '200', autocomplete: 'off',
      onchange: () => this.#begin(user.value.trim() || USER) });
    user.value = this.#user;
    const input = el('textarea', { rows: '1', maxlength: '40000', enterkeyhint: 'send',
      autocomplete: 'off', 'aria-label': this.#words.say, placeholder: this.#words.say,
      onkeydown: event => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        form.requestSubmit();
      } });
    const problem = el('p', { class: 'bench-bad', role: 'alert' });
    const form = el('form', { class: 'bench-say', onsubmit: event => {
      event.preventDefault();
      const text = input.value.trim();
      if (text === '') return;
      try {
        this.#say(contentOf(text), text);
        input.value = problem.textContent = '';
      } catch {
        problem.textContent = this.#words.odd;
      }
    } }, input, el('button', { class: 'send', 'aria-label': this.#t('send') }, icon('send')));
    this.#frame(
      el('div', { class: 'bench-choice' },
        el('label', { for: 'bench-channel' }, this.#words.channel), channel,
        el('label', { for: 'bench-user' }, this.#words.user), user,
        el('button', { type: 'button', class: 'icon', 'aria-label': this.#words.again,
          title: this.#words.again,
          onclick: () => { this.#begin(`${USER}-${newEventId().slice(0, 8)}`); input.focus(); } },
        icon('new'))),
      el('div', { id: 'bench-log', role: 'log', tabindex: '0', 'aria-label': this.#words.talk }),
      problem,
      form);
    this.#render();
    input.focus();
  }

  /** Another user, and so another talk. */
  #begin(user) {
    this.#user = user;
    this.#turns = [];
    this.#drawTalk();
  }

  #say(content, text) {
    const turn = { id: newEventId(), content, text, user: this.#user, locale: this.#locale };
    this.#turns.push(turn);
    this.#run(turn);
  }

  // One after another: the bot's answers are in the order of what was said.
  #run(turn) {
    turn.problem = null;
    this.#line = this.#line.then(() => this.#talk(turn));
    this.#render(turn);
  }

  #showAnew() {
    for (const turn of this.#turns.slice(-SHOWN_ANEW_MAX))
      if (turn.replies) this.#run(turn);
  }

  // The same event again is the same answer: the bot speaks once, and each channel shows it.
  async #talk(turn) {
    const { id: eventId, user, locale, content } = turn;
    const [how, name] = this.#channel.split(':');
    const path = `/endpoints/${this.#bot.namespace}/${this.#bot.bot}/${this.#test}/talk`;
    try {
      const order = { user, locale, eventId, ...content };
      const played = await this.#ask('POST', path, { ...order, [how]: name });
      // How it looks to people is known, unless the story was still at work.
      const seen = turn.status === 'answered' ? turn.seen
        : (await this.#ask('POST', path, { ...order, as: 'web' })).replies;
      Object.assign(turn, { as: played.as, status: played.status, user: played.user,
        replies: played.replies, seen });
    } catch (failure) {
      turn.problem = this.#reasonOf(failure);
    }
    this.#render(turn);
  }

  #render(changed) {
    const log = this.element.querySelector('#bench-log');
    if (!log) return;
    for (const turn of this.#turns) {
      if (this.#shown.has(turn.id) && turn !== changed) continue;
      const element = this.#turn(turn);
      if (this.#shown.has(turn.id)) this.#shown.get(turn.id).replaceWith(element);
      else log.append(element);
      this.#shown.set(turn.id, element);
    }
    const last = this.#turns.at(-1);
    log.querySelector('.bench-record')?.remove();
    if (last?.replies) log.append(this.#record(last));
    if (changed && changed === last) this.#shown.get(changed.id).scrollIntoView();
  }

  #turn(turn) {
    const { replies = [], problem } = turn;
    const busy = !turn.replies && !problem;
    return el('article', { class: 'turn', 'aria-busy': String(busy) },
      el('div', { class: 'item user' }, el('p', { class: 'text', dir: 'auto' }, turn.text)),
      problem ? el('p', { class: 'bench-bad' }, problem, ' ', this.#again(turn)) : null,
      turn.status === 'deferred'
        ? el('p', { class: 'note' }, this.#words.deferred, ' ', this.#again(turn)) : null,
      ...replies.map((reply, at) => this.#reply(turn, reply, turn.seen[at])));
  }

  #again(turn) {
    return el('button', { type: 'button', class: 'link', onclick: () => this.#run(turn) },
      this.#t('retry'));
  }

  #reply(turn, reply, seen) {
    const messages = seen?.payloads ?? [];
    const suggestions = messages.flatMap(message => MessageView.suggestions(message));
    const { payloads = [], skipped = [] } = reply;
    return el('div', { class: 'item bot', lang: turn.locale },
      ...messages.flatMap(message => this.#view.show(message)),
      suggestions.length === 0 ? null : el('div', { class: 'buttons' },
        ...suggestions.map(one => el('button', { type: 'button', class: 'choice secondary',
          onclick: () => this.#say(one.payload ? { payload: one.payload }
            : { text: one.nlpText || one.title }, one.title) }, one.title))),
      ...payloads.map(payload => this.#payload(turn, payload)),
      skipped.length > 0
        ? el('p', { class: 'bench-warn' }, this.#words.leftOut + skipped.join(', '))
        : payloads.length === 0 ? el('p', { class: 'note' }, this.#words.nothing) : null,
      json(this.#words.model, brief(reply.message)));
  }

  #payload(turn, payload) {
    const shown = json([turn.as, payload?.method].filter(Boolean).join(' · '), brief(payload));
    shown.open = true;
    return shown;
  }

  #record(turn) {
    const endpoint = `${this.#bot.namespace}/${this.#bot.bot}/${this.#test}`;
    return el('details', { class: 'bench-record' }, el('summary', {}, this.#words.record),
      el('pre', {}, `tock test record talk.json ${endpoint}`
        + ` --session ${endpoint}/${escaped(turn.user)} --as ${turn.as}`));
  }
}
