import { expect, it } from 'vitest';
import { LANGUAGES, MESSAGE_KINDS, mailText, webhookBody } from './messages.ts';

const LINK = 'https://insights.example/inbox';

it('contains a link and no digit, in every language', () => {
  for (const kind of MESSAGE_KINDS)
    for (const language of LANGUAGES) {
      const { subject, text } = mailText(kind, language, LINK);
      expect(text).toContain(LINK);
      expect([language, `${subject}${text}`.match(/[\p{Nd}\p{No}]/u)]).toEqual([language, null]);
    }
});

it('is written in different words in each language', () => {
  for (const kind of MESSAGE_KINDS) {
    const written = LANGUAGES.map((language) => mailText(kind, language, LINK).text);
    // Bosnian and Montenegrin use the same words here.
    expect(new Set(written).size).toBe(LANGUAGES.length - 1);
  }
});

it('sends by webhook the kind and the link alone', () => {
  for (const kind of MESSAGE_KINDS)
    expect(JSON.parse(webhookBody(kind, LINK))).toEqual({ type: kind, data: { link: LINK } });
});
