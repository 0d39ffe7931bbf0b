import texts from './messages.json' with { type: 'json' };

export const LANGUAGES = ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Kinds of messages, in the form of webhook events. */
export type MessageKind = keyof typeof texts;
export const MESSAGE_KINDS = Object.keys(texts) as readonly MessageKind[];

export type MailText = { readonly subject: string; readonly text: string };

/**
 * The text of a mail. It depends on kind, language and link alone: a message cannot contain a number, a place or a series,
 * because this function does not receive any.
 */
export function mailText(kind: MessageKind, language: Language, link: string): MailText {
  const { subject, text, end } = texts[kind][language];
  return { subject, text: `${text}\n\n${link}\n\n${end}\n` };
}

/** The body of a webhook. Like a mail, it contains a link and nothing else. The time is in its headers. */
export const webhookBody = (kind: MessageKind, link: string): string =>
  JSON.stringify({ type: kind, data: { link } });
