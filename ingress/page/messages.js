// Tock's web messages as page elements. Whatever the server sends is put in as text, or as elements
// made here of a few known tags: nothing of it is ever put into the page as HTML, and only web, mail
// and telephone links can be followed.

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const MEDIA_SCHEMES = new Set(['http:', 'https:']);
const ADDRESS_SHOWN_MAX = 100;
const TARGETS = new Set(['_blank', '_self', '_parent', '_top']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };
/** The tags that Markdown becomes; a text with anything else is shown as it is written. */
const MARKUP = new RegExp('</?(?:p|br|hr|strong|em|b|i|u|del|s|sub|sup|a|img|ul|ol|li|code|pre|'
  + 'blockquote|h[1-6]|table|thead|tbody|tr|th|td)'
  + '(?: (?:href|src|alt|title|start|target|rel)="[^"]*")* ?/?>', 'gi');
/** Members that are shown by what they mean, or mean nothing to a reader. */
const SILENT = new Set(['type', 'version', 'actionId']);

/** An element; names that begin with "on" are listeners, children may be text. */
export const el = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
};

/** One of the icons that index.html holds. */
export const icon = name => {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(space, 'use'));
  svg.firstChild.setAttribute('href', `#icon-${name}`);
  return svg;
};

const isText = value => typeof value === 'string' && value.length > 0;
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The server escapes for pages that read HTML; this one undoes just that, once. */
const decode = text =>
  text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name) => ENTITIES[name]);

/** The address, if it may be used for this; else null. */
const address = (value, schemes) => {
  try {
    const url = new URL(value, location.href);
    return schemes.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
};

const brief = text =>
  text.length > ADDRESS_SHOWN_MAX ? `${text.slice(0, ADDRESS_SHOWN_MAX)}…` : text;

/** Punctuation that ends a sentence does not belong to an address, a closing bracket may. */
const linkEnd = candidate => {
  const link = candidate.replace(/[.,;:!?'"»]+$/, '');
  return link.endsWith(')') && !link.includes('(') ? link.slice(0, -1) : link;
};

const linkified = text => {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)) {
    const link = linkEnd(match[0]);
    const href = address(link, LINK_SCHEMES);
    if (href === null) continue;
    parts.push(text.slice(end, match.index), outside(href, {}, link));
    end = match.index + link.length;
  }
  return [...parts, text.slice(end)];
};

/** The elements of a text's markup; null: it has none, or one that is not known. */
const marked = text => !text.includes('<') || text.replace(MARKUP, '').includes('<') ? null
  : copies(new DOMParser().parseFromString(text, 'text/html').body, false);

const copies = (parent, isLink) => [...parent.childNodes].flatMap(node => copy(node, isLink));

const copy = (node, isLink) => {
  if (node.nodeType === Node.TEXT_NODE) return isLink ? [node.data] : linkified(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const attribute = name => node.getAttribute(name) ?? '';
  switch (node.tagName) {
    case 'A': {
      const href = attribute('href') && address(attribute('href'), LINK_SCHEMES);
      return href ? [outside(href, {}, ...copies(node, true))] : copies(node, isLink);
    }
    case 'IMG': {
      const isWhole = /^https?:/i.test(attribute('src'));
      const src = isWhole ? address(attribute('src'), MEDIA_SCHEMES) : null;
      return src ? [el('img', { src, alt: attribute('alt') })] : [attribute('alt')];
    }
    // Headings of a message are none of the page's outline.
    case 'H1': case 'H2': case 'H3': case 'H4': case 'H5': case 'H6':
      return [el('p', {}, el('strong', {}, ...copies(node, isLink)))];
    default:
      return [el(node.tagName.toLowerCase(), {}, ...copies(node, isLink))];
  }
};

const textElement = (text, properties = {}) => {
  const parts = marked(text);
  return parts
    ? el('div', { dir: 'auto', ...properties, class: `${properties.class ?? ''} marked`.trim() },
      ...parts)
    : el('p', { dir: 'auto', ...properties }, ...linkified(decode(text)));
};

const outside = (href, properties, ...children) => el(
  'a', { href, target: '_blank', rel: 'noopener noreferrer', ...properties }, ...children);

/** Data, to be opened. */
export const json = (title, value) => el('details', { class: 'data' },
  el('summary', {}, title),
  el('pre', {}, JSON.stringify(value, null, 2) ?? String(value)));

/** Shows messages; t gives the page's words, choose is called with a button that was pressed. */
export class MessageView {
  #t;
  #choose;

  constructor(t, choose) {
    this.#t = t;
    this.#choose = choose;
  }

  /** The suggestions of a message, which are shown while it is the last one. */
  static suggestions(message) {
    const buttons = Array.isArray(message?.buttons) ? message.buttons : [];
    return buttons.filter(button => isText(button?.title)
      && (button.clazz === 'quick_reply' || button.type === 'quick_reply'));
  }

  /** The elements of one message, never none unless it has nothing but suggestions. */
  show(message) {
    if (!isObject(message)) return [json(this.#t('unknown'), message)];
    const rest = { ...message };
    const shown = [];
    const take = (name, known, part) => {
      if (!known) return;
      delete rest[name];
      shown.push(part());
    };
    take('text', isText(message.text), () => textElement(message.text, { class: 'text' }));
    take('image', isObject(message.image?.file), () => this.#image(message.image));
    take('card', isObject(message.card), () => this.#card(message.card));
    take('carousel', Array.isArray(message.carousel?.cards), () =>
      this.#carousel(message.carousel.cards));
    take('widget', isObject(message.widget), () =>
      json(this.#t('widget', message.widget.type ?? ''), message.widget.data ?? message.widget));
    take('deepLink', isText(message.deepLink?.ref), () => this.#deepLink(message.deepLink.ref));
    take('buttons', Array.isArray(message.buttons), () => this.#buttons(message.buttons));
    take('footnotes', Array.isArray(message.footnotes), () =>
      this.#footnotes(message.footnotes));
    const strange = Object.keys(rest).filter(name => !SILENT.has(name));
    if (strange.length > 0)
      shown.push(json(this.#t(shown.length > 0 ? 'more' : 'unknown'), rest));
    else if (shown.length === 0)
      shown.push(json(this.#t('unknown'), message));
    return shown.filter(part => part !== null);
  }

  #buttons(buttons) {
    const suggestions = MessageView.suggestions({ buttons });
    const own = buttons.filter(button => !suggestions.includes(button));
    return own.length === 0 ? null
      : el('div', { class: 'buttons' }, ...own.map(button => this.#button(button)));
  }

  #button(button) {
    if (!isText(button?.title)) return json(this.#t('unknown'), button);
    const style = button.style === 'secondary' ? 'choice secondary' : 'choice';
    const picture = this.picture(button.imageUrl);
    if (!isText(button.url))
      return el('button', { type: 'button', class: style, onclick: () => this.#choose(button) },
        picture, button.title);
    const href = address(button.url, LINK_SCHEMES);
    if (href === null)
      return el('span', { class: 'blocked' }, el('b', {}, button.title), ' ',
        this.#t('blocked', brief(button.url)));
    const target = TARGETS.has(button.target) ? button.target : '_blank';
    const open = isText(button.windowFeatures) && (event => {
      event.preventDefault();
      window.open(href, target, `${button.windowFeatures},noopener,noreferrer`);
    });
    return outside(href, { class: style, target, onclick: open }, picture, button.title,
      icon('link'));
  }

  #card(card) {
    const buttons = Array.isArray(card.buttons) ? card.buttons : [];
    return el('article', { class: 'card' },
      isObject(card.file) ? this.#file(card.file) : null,
      isText(card.title) ? el('h2', {}, decode(card.title)) : null,
      isText(card.subTitle) ? el('p', {}, ...linkified(decode(card.subTitle))) : null,
      buttons.length === 0 ? null
        : el('div', { class: 'buttons' }, ...buttons.map(button => this.#button(button))));
  }

  #carousel(cards) {
    const track = el('div', { class: 'track', tabindex: '0', role: 'group',
      'aria-label': this.#t('carousel') },
    ...cards.map(card => isObject(card) ? this.#card(card) : json(this.#t('unknown'), card)));
    const step = (name, label, direction) => el('button', {
      type: 'button', class: `icon ${name}`, 'aria-label': label,
      onclick: () => {
        const width = track.firstElementChild?.offsetWidth ?? 0;
        track.scrollBy({ left: direction * (width + 12) });
      },
    }, icon(name));
    const previous = step('previous', this.#t('previous'), -1);
    const next = step('next', this.#t('next'), 1);
    const ends = () => {
      const left = track.scrollWidth - track.clientWidth - track.scrollLeft;
      previous.setAttribute('aria-disabled', track.scrollLeft <= 1);
      next.setAttribute('aria-disabled', left <= 1);
    };
    track.addEventListener('scroll', ends, { passive: true });
    new ResizeObserver(ends).observe(track);
    return el('div', { class: 'carousel' }, track, el('div', { class: 'steps' }, previous, next));
  }

  #image({ file, title }) {
    return el('figure', {}, this.#file(file, title),
      isText(title) ? el('figcaption', {}, title) : null);
  }

  #file(file, title) {
    const name = [file.description, title, file.name].find(isText) ?? String(file.url);
    const href = address(file.url, MEDIA_SCHEMES);
    if (file.type === 'image') return this.picture(file.url, name) ?? this.#refused(file, name);
    if (href === null) return this.#refused(file, name);
    const label = [file.name, file.description].find(isText) ?? href;
    if (file.type !== 'audio' && file.type !== 'video')
      return outside(href, { class: 'file' }, icon('file'), label);
    const player = el(file.type, { controls: true, preload: 'metadata', 'aria-label': name,
      src: href, onerror: () => player.replaceWith(outside(href, { class: 'file' },
        icon('file'), label)) });
    return player;
  }

  #refused(file, name) {
    return el('span', { class: 'blocked' }, el('b', {}, name), ' ',
      this.#t('blocked', brief(String(file.url))));
  }

  /** A picture, or a link in its place when it does not load; null where there is none. */
  picture(url, alt = '') {
    if (!isText(url)) return null;
    // SVG as well: within an img nothing of it runs.
    const inline = /^data:image\/[\w.+-]+[;,]/i.test(url);
    const src = inline ? url : address(url, MEDIA_SCHEMES);
    if (src === null) return null;
    const picture = el('img', { src, alt, loading: 'lazy', referrerpolicy: 'no-referrer',
      onerror: () => picture.replaceWith(alt === '' || inline ? alt
        : outside(src, { class: 'file' }, icon('file'), alt)) });
    return picture;
  }

  #deepLink(ref) {
    const href = /^[a-z][a-z0-9+.-]*:/i.test(ref) ? address(ref, LINK_SCHEMES) : null;
    return el('p', { class: 'note' }, `${this.#t('deepLink')}: `,
      href === null ? el('code', {}, ref) : outside(href, {}, ref));
  }

  #footnotes(notes) {
    return el('details', { class: 'sources' },
      el('summary', {}, `${this.#t('sources')} (${notes.length})`),
      el('ol', {}, ...notes.map(note => el('li', {}, ...this.#footnote(note)))));
  }

  #footnote(note) {
    if (!isObject(note)) return [json(this.#t('unknown'), note)];
    const title = String(note.title ?? note.identifier ?? '');
    const href = isText(note.url) ? address(note.url, LINK_SCHEMES) : null;
    return [
      href === null ? title : outside(href, {}, title || href),
      isText(note.content) ? textElement(note.content) : null,
      isObject(note.metadata) ? json(this.#t('more'), note.metadata) : null,
    ];
  }
}
