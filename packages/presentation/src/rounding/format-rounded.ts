import type { Language } from '@waylight/taxonomy';
import { DEFAULT_ROUNDING_BASE, interpretRounded } from './interpret-rounded.ts';

/**
 * Where a text stands: `text` in a sentence or beside a figure, `full` where nothing else says how far off it may be,
 * `cell` in a table whose caption says so, `spoken` for screen readers, which leave signs out.
 */
export type RoundedForm = 'text' | 'full' | 'cell' | 'spoken';

export type FormatRoundedOptions = {
  readonly language?: Language;
  readonly form?: RoundedForm;
  /** The base of the release, as it states it. */
  readonly base?: number;
  /** Writes a whole number as the language does. */
  readonly format?: (value: number) => string;
};

type RoundedPhrases = {
  readonly about: (number: string) => string;
  readonly atMost: (number: string) => string;
  readonly between: (from: string, to: string) => string;
  readonly moreOrFewer: (number: string) => string;
};

const SOUTH_SLAVIC_LATIN: RoundedPhrases = {
  about: (number) => `oko ${number}`,
  atMost: (number) => `najviše ±${number}`,
  between: (from, to) => `između ${from} i ${to}`,
  moreOrFewer: (number) => `najviše ${number} više ili manje`,
};

const PHRASES: Readonly<Record<Language, RoundedPhrases>> = {
  en: {
    about: (number) => `about ${number}`,
    atMost: (number) => `±${number} at most`,
    between: (from, to) => `between ${from} and ${to}`,
    moreOrFewer: (number) => `at most ${number} more or fewer`,
  },
  sq: {
    about: (number) => `rreth ${number}`,
    atMost: (number) => `më së shumti ±${number}`,
    between: (from, to) => `mes ${from} dhe ${to}`,
    moreOrFewer: (number) => `më së shumti ${number} më shumë ose më pak`,
  },
  'sr-Latn': SOUTH_SLAVIC_LATIN,
  'sr-Cyrl': {
    about: (number) => `око ${number}`,
    atMost: (number) => `највише ±${number}`,
    between: (from, to) => `између ${from} и ${to}`,
    moreOrFewer: (number) => `највише ${number} више или мање`,
  },
  mk: {
    about: (number) => `околу ${number}`,
    atMost: (number) => `најмногу ±${number}`,
    between: (from, to) => `меѓу ${from} и ${to}`,
    moreOrFewer: (number) => `најмногу ${number} повеќе или помалку`,
  },
  bs: SOUTH_SLAVIC_LATIN,
  cnr: SOUTH_SLAVIC_LATIN,
};

/** What a released number reads as. @throws RangeError for a number that no release can hold. */
export function formatRounded(value: number, options: FormatRoundedOptions = {}): string {
  const { language = 'en', form = 'text', base = DEFAULT_ROUNDING_BASE, format = String } = options;
  const interpretation = interpretRounded(value, base);
  const phrases = PHRASES[language];
  if (interpretation.kind === 'range') {
    const [from, to] = [format(interpretation.from), format(interpretation.to)];
    return form === 'spoken' ? phrases.between(from, to) : `${from}–${to}`;
  }
  const about = phrases.about(format(interpretation.value));
  switch (form) {
    case 'text':
      return about;
    case 'cell':
      return `≈\u00A0${format(interpretation.value)}`;
    case 'full':
      return `${about} (${phrases.atMost(format(interpretation.atMost))})`;
    case 'spoken':
      return `${about}, ${phrases.moreOrFewer(format(interpretation.atMost))}`;
    default:
      return form satisfies never;
  }
}
