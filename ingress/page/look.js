// How the page looks, and what the address says of it: ?color=, ?theme=, ?title=, ?locale=,
// ?embedded=true, and #token= for whoever proves by it who they are.

const THEME_KEY = 'tock.chat.theme';
const THEMES = ['auto', 'light', 'dark'];
const TITLE_MAX = 60;
const AA = 4.5;

/** The contrast of white with a colour (WCAG 2.2, relative luminance). */
const contrastWithWhite = color => {
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16) / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
};

export const remembered = key => { try { return localStorage.getItem(key); } catch { return null; } };
export const remember = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* it holds as long as the page */ }
};

const wishes = new URLSearchParams(location.search);
const root = document.documentElement;

export const isEmbedded = wishes.get('embedded') === 'true';
export const title = wishes.get('title')?.slice(0, TITLE_MAX) || 'TockOrleans';
export const wishedLocale = wishes.get('locale');

/** The proof of who the user is; not left in the address, where it could be copied along. */
export const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
if (token) history.replaceState(history.state, '', location.pathname + location.search);

const color = wishes.get('color');
if (/^#[0-9a-f]{6}$/i.test(color ?? '')) {
  root.style.setProperty('--accent', color);
  const contrast = contrastWithWhite(color);
  root.style.setProperty('--on-accent', contrast >= AA ? '#ffffff' : '#000000');
  // Links stay as they are where the colour could not be read on the panel.
  const dark = 21 / contrast >= AA + 2 ? color : '#93b6ff';
  root.style.setProperty('--link', `light-dark(${contrast >= AA + 1 ? color : '#1c4ec2'}, ${dark})`);
}

let theme = THEMES.find(one => one === (wishes.get('theme') ?? remembered(THEME_KEY))) ?? 'auto';

const apply = () => { root.style.colorScheme = theme === 'auto' ? 'light dark' : theme; };
apply();

export const currentTheme = () => theme;

/** Light, dark, or as the system is: the next of them. */
export const nextTheme = () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  remember(THEME_KEY, theme);
  apply();
  return theme;
};
