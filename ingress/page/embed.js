// A bubble that opens the chat page on any site, by one tag:
//   <script src="https://bots.example/chat/embed.js" data-endpoint="/io/app/demo/web" async></script>
// The site gives it what is in its data- attributes, and window.TockChat to open and close it.
(() => {
  const script = document.currentScript;
  if (!script || window.TockChat) return;
  const { endpoint, color, title, locale, theme, token, position, label = 'Chat' } = script.dataset;
  const server = new URL(script.src).origin;
  const right = position !== 'left';
  const accent = /^#[0-9a-f]{6}$/i.test(color ?? '') ? color : '#2457d6';
  const bright = [1, 3, 5].map(at => parseInt(accent.slice(at, at + 2), 16) / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);

  const address = new URL('/', server);
  for (const [name, value] of Object.entries({ endpoint, color, title, locale, theme }))
    if (value || name === 'endpoint') address.searchParams.set(name, value ?? '');
  address.searchParams.set('embedded', 'true');
  // Behind the #, so that it is in no log.
  if (token) address.hash = `token=${encodeURIComponent(token)}`;

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    button { position: fixed; bottom: 1.25rem; ${right ? 'right' : 'left'}: 1.25rem; z-index: 2147483000;
      width: 3.5rem; height: 3.5rem; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
      display: grid; place-items: center; background: ${accent};
      color: ${bright > 0.179 ? '#000' : '#fff'}; box-shadow: 0 .25rem 1rem rgb(0 0 0 / .3); }
    button:focus-visible { outline: 3px solid currentColor; outline-offset: -7px; }
    svg { width: 1.75rem; height: 1.75rem; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round; }
    iframe { position: fixed; bottom: 5.5rem; ${right ? 'right' : 'left'}: 1.25rem; z-index: 2147483001;
      width: min(25rem, calc(100vw - 2.5rem)); height: min(42rem, calc(100dvh - 7rem));
      border: 0; border-radius: 1.125rem; box-shadow: 0 1rem 3rem rgb(0 0 0 / .3);
      color-scheme: normal; }
    @media (max-width: 30rem) {
      iframe { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; }
    }
    [hidden] { display: none; }`);
  root.adoptedStyleSheets = [style];

  const button = document.createElement('button');
  button.type = 'button';
  button.ariaLabel = label;
  button.ariaExpanded = 'false';
  const [svg, path] = ['svg', 'path'].map(
    name => document.createElementNS('http://www.w3.org/2000/svg', name));
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute(
    'd', 'M6 4h12a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-6l-5 4v-4H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z');
  svg.append(path);
  button.append(svg);
  root.append(button);
  let frame;

  const show = open => {
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = title || label;
      frame.allow = 'geolocation; clipboard-write';
      frame.src = address.href;
      root.append(frame);
    }
    if (!frame) return;
    frame.hidden = !open;
    button.ariaExpanded = String(open);
    if (open) frame.focus();
    else button.focus();
  };

  button.addEventListener('click', () => show(!frame || frame.hidden));
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape') show(false);
  });
  addEventListener('message', event => {
    if (event.origin === server && event.source === frame?.contentWindow
      && event.data === 'tock.close') show(false);
  });
  window.TockChat = { open: () => show(true), close: () => show(false) };
  (document.body ?? document.documentElement).append(host);
})();
