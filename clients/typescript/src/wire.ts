// Tock's web wire format, as the Web connector of TockOrleans speaks it: see its page,
// connectors/channels/Web/README.md. Limits are in characters.

/** What a user does: of query, feedback, payload, ref, location, file the first there counts. */
export interface WebRequest {
  /** The user, 256; ignored where the endpoint knows users by itself. */
  userId?: string;
  /** What the user wrote, 40,000. */
  query?: string;
  /** An opinion on a message; without a vote it is taken back. */
  feedback?: { actionId: string; vote?: 'UP' | 'DOWN' | null };
  /** The payload of a button, 4,000. */
  payload?: string;
  /** Where the user comes from, 2,000. */
  ref?: string;
  /** Where the user is, in degrees. */
  location?: { latitude: number; longitude: number };
  /** A file in its own address, data:{type};base64,{bytes}: 300,000 bytes at the most. */
  file?: { url: string; name?: string };
  /** The user's language, such as fr-FR. */
  locale?: string;
  /** The event's own id, 200: the same again gets the same answer and changes nothing. */
  eventId?: string;
  returnsHistory?: boolean;
  sourceWithContent?: boolean;
  /** Another web endpoint of the bot, where this one bridges. */
  connectorId?: string;
}

/** An answer: of a request, or of one message on a stream. */
export interface WebAnswer {
  responses: WebMessage[];
  metadata: WebMetadata;
  /** What was wrong, where the request was refused. */
  error?: string;
}

export interface WebMetadata {
  /** The answer's name: its messages on a stream have it, too. */
  RESPONSE_ID?: string;
  /** "true": what the answer has grown to so far; "false": it is whole. */
  TOCK_STREAM_RESPONSE?: 'true' | 'false';
  /** "true": the last message of a request's own stream. */
  LAST_ANSWER?: 'true';
  [name: string]: string | undefined;
}

/** A message of the bot: one of text, card, carousel, image, widget and deepLink. */
export interface WebMessage {
  type?: 'WebMessage';
  version?: string;
  text?: string;
  buttons?: WebButton[];
  card?: WebCard;
  carousel?: { cards: WebCard[] };
  image?: { file: WebFile; title: string };
  footnotes?: WebFootnote[];
  widget?: { data: unknown; type?: string };
  deepLink?: { ref: string };
  /** What feedback names. */
  actionId?: string;
}

export interface WebButton {
  /** How Tock names the kind, and the older way to. */
  clazz?: 'postback_button' | 'url_button' | 'quick_reply';
  type: 'postback' | 'web_url' | 'quick_reply';
  title: string;
  payload?: string;
  url?: string;
  imageUrl?: string;
  /** What a quick reply without payload stands for. */
  nlpText?: string;
  target?: string;
  style?: 'primary' | 'secondary';
  windowFeatures?: string;
}

export interface WebCard {
  title?: string;
  subTitle?: string;
  file?: WebFile;
  buttons: WebButton[];
}

export interface WebFile {
  url: string;
  name: string;
  type: 'image' | 'audio' | 'video' | 'file';
  description?: string;
}

export interface WebFootnote {
  identifier: string;
  title: string;
  url?: string;
  content?: string;
  score?: number;
}
