// What a user sends besides words: a file, or the place where they are.

/** What the server takes of a file, in bytes. */
const FILE_MAX = 300_000;
const PICTURE_SIDES = [2048, 1600, 1200, 900, 640, 480, 320];
const PLACE_MS_MAX = 30_000;

const find = id => document.getElementById(id);

const addressOf = blob => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});

/** A picture, as small as it must be; null where it is none that this browser reads. */
const shrunk = async file => {
  let picture;
  try { picture = await createImageBitmap(file); } catch { return null; }
  const canvas = document.createElement('canvas');
  for (const side of PICTURE_SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => { canvas.toBlob(done, 'image/jpeg', 0.85); });
    if (blob && blob.size <= FILE_MAX) return blob;
  }
  return null;
};

/** The content of a message; null where the file is too large. */
const contentOf = async file => {
  const isPicture = file.type.startsWith('image/');
  const blob = file.size <= FILE_MAX ? file : isPicture ? await shrunk(file) : null;
  return blob && { file: { url: await addressOf(blob), name: file.name } };
};

/**
 * Lets the user send files and places: say is called with what to send and what to show of it, tell
 * with the key of why it cannot be sent.
 */
export const offerInputs = (t, say, tell) => {
  const [more, choices, file] = ['more', 'choices', 'file'].map(find);
  const open = isOpen => {
    choices.hidden = !isOpen;
    more.ariaExpanded = String(isOpen);
    if (isOpen) choices.querySelector('button:not([hidden])').focus();
  };
  more.addEventListener('click', () => open(choices.hidden));
  more.parentElement.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || choices.hidden) return;
    event.stopPropagation();
    open(false);
    more.focus();
  });
  document.addEventListener('click', event => {
    if (!choices.hidden && !more.parentElement.contains(event.target)) open(false);
  });
  const take = async chosen => {
    try {
      const content = await contentOf(chosen);
      if (content) say(content, t('file', chosen.name));
      else tell('fileTooLarge', [chosen.name]);
    } catch {
      tell('fileUnreadable', [chosen.name]);
    }
  };
  find('choose-file').addEventListener('click', () => {
    open(false);
    more.focus();
    file.click();
  });
  file.addEventListener('change', () => {
    for (const chosen of file.files) take(chosen);
    file.value = '';
  });
  find('input').addEventListener('paste', event => {
    const [pasted] = event.clipboardData?.files ?? [];
    if (!pasted) return;
    event.preventDefault();
    take(pasted);
  });
  const place = find('choose-place');
  // Browsers tell it to secure pages alone.
  place.hidden = !navigator.geolocation || !isSecureContext;
  place.addEventListener('click', () => {
    open(false);
    more.focus();
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) =>
        say({ location: { latitude, longitude } }, t('place')),
      () => tell('placeUnknown', []),
      { timeout: PLACE_MS_MAX, maximumAge: 60_000 });
  });
};
