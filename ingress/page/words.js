// The words of the page itself; what the bot says comes from the bot.

const WORDS = {
  en: {
    ready: bot => `${bot} bot, ready`,
    answering: bot => `${bot} bot is answering…`,
    offline: () => 'Trying again…',
    language: 'Language',
    details: 'Show details',
    newConversation: 'New conversation',
    newConversationWarning:
      'This conversation is removed from this browser, and the bot starts afresh.',
    cancel: 'Cancel',
    startAgain: 'Start again',
    conversation: 'Conversation',
    quickReplies: 'Suggested answers',
    message: 'Write a message…',
    send: 'Send',
    stop: 'Stop the answer',
    you: 'You:',
    bot: 'Bot:',
    waiting: 'Waiting…',
    retrying: 'Not sent yet, trying again…',
    retryNow: 'Try now',
    failed: reason => `Not sent: ${reason}`,
    greetingFailed: reason => `The bot could not be reached: ${reason}`,
    retry: 'Try again',
    refused: (status, detail) =>
      `the server refused it (${status})${detail ? `: ${detail}` : ''}`,
    odd: 'the server answered with something that is not Tock’s format',
    good: 'Good answer',
    bad: 'Bad answer',
    feedbackFailed: reason => `Your opinion was not sent: ${reason}`,
    carousel: 'Cards',
    previous: 'Previous card',
    next: 'Next card',
    sources: 'Sources',
    deepLink: 'Link into the application',
    blocked: address => `${address} is not opened: only web, mail and telephone links are`,
    unknown: 'A message this page does not know',
    more: 'More data',
    widget: type => `Widget ${type}`,
    took: ms => `${ms} ms`,
    hello: 'hello',
  },
  fr: {
    ready: bot => `Bot ${bot}, prêt`,
    answering: bot => `Le bot ${bot} répond…`,
    offline: () => 'Nouvel essai…',
    language: 'Langue',
    details: 'Afficher les détails',
    newConversation: 'Nouvelle conversation',
    newConversationWarning:
      'Cette conversation sera effacée de ce navigateur et le bot repartira de zéro.',
    cancel: 'Annuler',
    startAgain: 'Recommencer',
    conversation: 'Conversation',
    quickReplies: 'Réponses proposées',
    message: 'Écrivez un message…',
    send: 'Envoyer',
    stop: 'Arrêter la réponse',
    you: 'Vous :',
    bot: 'Bot :',
    waiting: 'En attente…',
    retrying: 'Pas encore envoyé, nouvel essai…',
    retryNow: 'Essayer maintenant',
    failed: reason => `Non envoyé : ${reason}`,
    greetingFailed: reason => `Le bot est injoignable : ${reason}`,
    retry: 'Réessayer',
    refused: (status, detail) =>
      `le serveur l’a refusé (${status})${detail ? ` : ${detail}` : ''}`,
    odd: 'la réponse du serveur n’est pas au format de Tock',
    good: 'Bonne réponse',
    bad: 'Mauvaise réponse',
    feedbackFailed: reason => `Votre avis n’a pas été envoyé : ${reason}`,
    carousel: 'Cartes',
    previous: 'Carte précédente',
    next: 'Carte suivante',
    sources: 'Sources',
    deepLink: 'Lien vers l’application',
    blocked: address =>
      `${address} n’est pas ouvert : seuls les liens web, courriel et téléphone le sont`,
    unknown: 'Un message que cette page ne connaît pas',
    more: 'Autres données',
    widget: type => `Widget ${type}`,
    took: ms => `${ms} ms`,
    hello: 'bonjour',
  },
};

/** The first of the wished locales that the page speaks, else English. */
export const choose = wishes =>
  wishes.map(wish => String(wish).slice(0, 2).toLowerCase()).find(wish => WORDS[wish]) ?? 'en';

/** The words of one language: t(key, ...values). */
export const words = locale => (key, ...values) => {
  const word = WORDS[locale][key];
  return typeof word === 'function' ? word(...values) : word;
};
