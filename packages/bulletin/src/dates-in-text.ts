import { LANGUAGES } from '@waylight/taxonomy';

export type WordInText = { readonly at: number; readonly length: number };

/** Longest grammatical ending of the name of a month or day: "marta", "marsit", "ponedjeljkom". */
const MAX_ENDING = 4;
/** Length of the shortest names of months, "May" and "maj". Shorter stems would match too many words. */
const MIN_STEM = 3;

/** ICU has no Montenegrin names. They are written like the Serbian names. */
const LOCALES = LANGUAGES.map((language) => (language === 'cnr' ? 'sr-Latn-ME' : language));

let stems: ReadonlySet<string> | undefined;

/** Finds names of months and days of the week in a text, in any of the seven languages and their grammatical forms. */
export function datesInText(text: string): WordInText[] {
  stems ??= collectNameStems();
  const names = stems;
  return [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].flatMap(({ 0: word, index: at }) => {
    const key = word.toLowerCase();
    for (let length = key.length; length >= Math.max(MIN_STEM, key.length - MAX_ENDING); length -= 1)
      // A short stem with a long ending is mostly a different word, such as "subject". "Mayor" is found too: better once too often.
      if (names.has(key.slice(0, length)) && (length > MIN_STEM + 1 || key.length - length <= 2))
        return [{ at, length: word.length }];
    return [];
  });
}

/** Returns the names of ICU, as used alone and within a date, without their final vowel. */
function collectNameStems(): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (parts: Intl.DateTimeFormatPart[]): void => {
    for (const { type, value } of parts) {
      if (type !== 'month' && type !== 'weekday') continue;
      for (const [word] of value.toLowerCase().matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
        const stem = word.replace(/[aeiouëаеиоу]$/u, '');
        // Some forms omit the last vowel of the stem: "oktobar", "oktobra".
        all.add(word.replace(/(?<=[bnб])[aа](?=[rр]$)/u, ''));
        if (stem.length >= MIN_STEM) all.add(stem);
        else if (word.length >= MIN_STEM) all.add(word);
      }
    }
  };
  const utc = { timeZone: 'UTC' } as const;
  for (const locale of LOCALES)
    for (let n = 0; n < 12; n += 1) {
      const month = Date.UTC(2024, n, 15);
      const day = Date.UTC(2024, 0, 1 + n);
      add(new Intl.DateTimeFormat(locale, { ...utc, month: 'long' }).formatToParts(month));
      add(new Intl.DateTimeFormat(locale, { ...utc, month: 'long', day: 'numeric' }).formatToParts(month));
      add(new Intl.DateTimeFormat(locale, { ...utc, weekday: 'long' }).formatToParts(day));
    }
  return all;
}
