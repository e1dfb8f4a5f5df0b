// The page: shows the conversation and hands it what the user does.
import { Conversation } from './conversation.js';
import { offerInputs } from './inputs.js';
import { currentTheme, isEmbedded, nextTheme, remember, remembered, title, token, wishedLocale }
  from './look.js';
import { MessageView, el, icon } from './messages.js';
import { choose, words } from './words.js';

const DEFAULT_ENDPOINT = '/io/app/demo/web';
const LOCALE_KEY = 'tock.chat.locale';
const DETAILS_KEY = 'tock.chat.details';
const BENCH_WISH = 'bench';
const NEAR_END_PX = 80;

const find = id => document.getElementById(id);
const [log, scroller, typing, replies, input, status, language, details, stop] = ['log',
  'scroller', 'typing', 'replies', 'input', 'status', 'language', 'details', 'stop'].map(find);

/** ?endpoint=/io/…: another bot of this server, never of another one. */
const wishedEndpoint = () => {
  const wish = new URLSearchParams(location.search).get('endpoint') ?? '';
  const url = new URL(wish.startsWith('/io/') ? wish : DEFAULT_ENDPOINT, location.origin);
  return url.origin === location.origin && url.pathname.startsWith('/io/')
    ? url.pathname.replace(/\/+$/, '') : DEFAULT_ENDPOINT;
};

const endpoint = wishedEndpoint();
const bot = endpoint.split('/')[3] ?? '';
const conversation = new Conversation(endpoint, token);
const shown = new Map();
let locale = choose(
  [wishedLocale, remembered(LOCALE_KEY), ...navigator.languages].filter(Boolean));
let t;
let view;
let bench = null;

const say = (content, text) => {
  conversation.say(content, text, locale);
  input.focus({ preventScroll: true });
};

/** A button says its payload; without one, what it stands for or its title as if typed. */
const press = button => say(
  button.payload ? { payload: button.payload } : { query: button.nlpText || button.title },
  button.title);

const greet = () => {
  if (conversation.items.length === 0) conversation.say({ query: t('hello') }, null, locale);
};

const reasonOf = ({ key, values }) => t(key, ...values);

const bubble = (item, ...children) => el('div', {
  class: `item ${item.hidden ? 'greeting' : item.who}`, lang: item.locale ?? locale }, ...children);

const speaker = key => el('span', { class: 'unseen', lang: locale }, `${t(key)} `);

const meta = item => {
  const entries = [
    new Date(item.at).toLocaleTimeString(locale),
    ...Object.entries(item.metadata ?? {}).map(([name, value]) => `${name} ${value}`),
    item.took === undefined ? '' : t('took', item.took),
  ];
  return el('p', { class: 'meta', lang: locale }, entries.filter(Boolean).join(' · '));
};

const thumb = (item, vote, label) => el('button', { type: 'button', class: 'icon thumb',
  'data-vote': vote, 'aria-label': label, title: label, lang: locale,
  onclick: () => conversation.vote(item.id, vote, locale) }, icon(vote.toLowerCase()));

const thumbs = item => typeof item.message?.actionId !== 'string' ? null
  : el('div', { class: 'thumbs' }, thumb(item, 'UP', t('good')), thumb(item, 'DOWN', t('bad')));

const create = item => {
  if (item.who === 'error')
    return bubble(item, el('p', { class: 'text' }, item.note
      ? reasonOf(item.reason) : t('feedbackFailed', reasonOf(item.reason))));
  if (item.who === 'user')
    return bubble(item, item.hidden ? null : speaker('you'),
      item.hidden ? null : el('p', { class: 'text', dir: 'auto' }, item.text), el('div', { class: 'state' }));
  const [first, ...others] = view.show(item.message);
  const opinion = first && !item.growing ? thumbs(item) : null;
  return bubble(item, speaker('bot'),
    opinion ? el('div', { class: 'said' }, first, opinion) : first ?? null, ...others, meta(item));
};

const stateOf = (item, pending) => {
  if (item.failed) return 'failed';
  if (conversation.activity?.id === item.id) return conversation.activity.phase;
  return pending.has(item.id) ? 'waiting' : 'sent';
};

const stateParts = (item, state) => {
  const button = (label, action) =>
    el('button', { type: 'button', class: 'link', onclick: action }, label);
  switch (state) {
    case 'failed':
      return [t(item.hidden ? 'greetingFailed' : 'failed', reasonOf(item.failed.reason)), ' ',
        button(t('retry'), () => conversation.resend(item.id))];
    case 'retrying':
      return [t('retrying'), ' ', button(t('retryNow'), () => conversation.retryNow())];
    case 'waiting':
      return item.hidden ? [] : [t('waiting')];
    default:
      return [];
  }
};

/** Only what changes in an item: how far it is, what it grew to, and its thumbs. */
const patch = (element, item, pending) => {
  if (item.growing || element.ariaBusy === 'true') {
    element.replaceChildren(...create(item).childNodes);
    // Read out once, when it is whole.
    element.ariaBusy = item.growing === true;
  }
  if (item.who === 'user') {
    const state = stateOf(item, pending);
    if (element.dataset.state === state) return;
    element.dataset.state = state;
    element.lastElementChild.replaceChildren(...stateParts(item, state));
  }
  for (const button of element.querySelectorAll('.thumb'))
    button.setAttribute('aria-pressed', button.dataset.vote === item.vote);
};

const showReplies = items => {
  const last = items.at(-1);
  const offered = last?.who === 'bot' ? MessageView.suggestions(last.message) : [];
  const key = offered.length > 0 ? `${last.id} ${locale}` : '';
  if (replies.dataset.of === key) return;
  replies.dataset.of = key;
  replies.hidden = offered.length === 0;
  replies.replaceChildren(...offered.map(reply => el('button', { type: 'button',
    lang: last.locale, class: reply.style === 'secondary' ? 'reply secondary' : 'reply',
    onclick: () => press(reply) }, view.picture(reply.imageUrl), reply.title)));
};

const showStatus = items => {
  const { activity } = conversation;
  const phase = activity?.phase === 'retrying' || conversation.isLost ? 'offline'
    : items.some(item => item.id === activity?.id) ? 'answering' : 'ready';
  typing.hidden = phase !== 'answering' || items.some(item => item.growing);
  stop.hidden = phase !== 'answering';
  if (document.body.dataset.phase === phase + locale) return;
  document.body.dataset.phase = phase + locale;
  status.className = phase;
  status.textContent = t(phase, bot);
};

const fromEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

/** Follows the talk, shows a long answer from its beginning, and lets readers of old parts be. */
const follow = (first, wasNear) => {
  if (!wasNear) return;
  const end = scroller.scrollHeight;
  scroller.scrollTop = first ? Math.min(end, first.offsetTop - 16) : end;
};

const render = () => {
  const { items, pending } = conversation;
  const near = fromEnd() < NEAR_END_PX;
  const known = new Set(items.map(item => item.id));
  for (const [id, element] of shown)
    if (!known.has(id)) {
      element.remove();
      shown.delete(id);
    }
  const empty = shown.size === 0;
  let firstNew = null;
  let before = log.firstElementChild;
  for (const item of items) {
    let element = shown.get(item.id);
    if (!element) {
      element = create(item);
      shown.set(item.id, element);
      firstNew ??= element;
    }
    patch(element, item, pending);
    if (before === element) before = before.nextElementSibling;
    else log.insertBefore(element, before);
  }
  showReplies(items);
  showStatus(items);
  const own = items.at(-1)?.who === 'user' && firstNew !== null;
  follow(empty ? null : firstNew, empty || own || near);
};

/** Everything anew and unannounced: at the start, and when the words change. */
const redraw = () => {
  log.ariaLive = 'off';
  t = words(locale);
  view = new MessageView(t, press);
  document.documentElement.lang = locale;
  document.title = `${title} · ${bot}`;
  showTheme();
  language.value = locale;
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]'))
    element.ariaLabel = element.title = t(element.dataset.label);
  input.placeholder = t(input.dataset.placeholder);
  shown.clear();
  log.replaceChildren();
  render();
  if (bench?.element.isConnected) bench.draw(locale, t);
  setTimeout(() => { log.ariaLive = 'polite'; });
};

const showTheme = () => {
  const button = find('theme');
  button.ariaLabel = button.title = t(`theme-${currentTheme()}`);
};

const showDetails = on => {
  const near = fromEnd() < NEAR_END_PX;
  document.body.classList.toggle('with-details', on);
  details.ariaPressed = on;
  if (near) scroller.scrollTop = scroller.scrollHeight;
  remember(DETAILS_KEY, on);
};

/** Opens or closes the test bench; it is loaded the first time. */
const showBench = async on => {
  const button = find('test');
  button.ariaPressed = on;
  document.body.classList.toggle('with-bench', on);
  if (!on) {
    bench?.element.remove();
    button.focus();
    return;
  }
  if (!bench) {
    const { Bench } = await import('./bench.js');
    document.head.append(el('link', { rel: 'stylesheet', href: 'chat/bench.css' }));
    bench = new Bench(endpoint, () => showBench(false));
  }
  document.querySelector('.app').append(bench.element);
  bench.draw(locale, t);
};

const grow = () => {
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight}px`;
};

find('composer').addEventListener('submit', event => {
  event.preventDefault();
  const text = input.value.trim();
  if (text === '') return;
  input.value = '';
  grow();
  say({ query: text }, text);
});
input.addEventListener('input', grow);
input.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
language.addEventListener('change', () => {
  locale = choose([language.value]);
  remember(LOCALE_KEY, locale);
  redraw();
});
stop.addEventListener('click', () => {
  conversation.stop();
  input.focus();
});
find('theme').addEventListener('click', () => {
  nextTheme();
  showTheme();
});
find('close').addEventListener('click', () => parent.postMessage('tock.close', '*'));
if (isEmbedded)
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !find('confirm').open) parent.postMessage('tock.close', '*');
  });
find('test').addEventListener('click', event =>
  showBench(event.currentTarget.ariaPressed !== 'true'));
details.addEventListener('click', () => showDetails(details.ariaPressed !== 'true'));
find('new').addEventListener('click', () => find('confirm').showModal());
find('confirm').addEventListener('close', event => {
  if (event.target.returnValue === 'yes') {
    conversation.restart();
    greet();
    input.focus();
  }
  event.target.returnValue = '';
});
// A picture that arrives late must not push the end of the talk out of sight.
log.addEventListener('load', event => {
  if (fromEnd() < event.target.offsetHeight + NEAR_END_PX)
    scroller.scrollTop = scroller.scrollHeight;
}, true);
conversation.addEventListener('change', render);
offerInputs((...key) => t(...key), say, (key, values) => conversation.tell({ key, values }));

find('title').textContent = document.querySelector('main').ariaLabel = title;
find('close').hidden = !isEmbedded;
document.body.classList.toggle('embedded', isEmbedded);
redraw();
showDetails(remembered(DETAILS_KEY) === 'true');
greet();
conversation.resume();
if (matchMedia('(hover: hover)').matches) input.focus();
if (!isEmbedded && new URLSearchParams(location.search).has(BENCH_WISH)) showBench(true);
