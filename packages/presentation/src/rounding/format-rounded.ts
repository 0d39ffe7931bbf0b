import type { Language } from '@waylight/taxonomy';
import texts from '../../locale/rounded-numbers.json' with { type: 'json' };
import { fillTemplate } from '../fill-template.ts';
import { DEFAULT_ROUNDING_BASE, interpretRounded } from './interpret-rounded.ts';

/**
 * Use of a text. `text`: in a sentence or next to a figure. `full`: where nothing else states the rounding bound. `cell`: in a
 * table whose caption states the bound. `screen-reader`: for screen readers, which skip signs such as ±.
 */
export type RoundedForm = 'text' | 'full' | 'cell' | 'screen-reader';

export type FormatRoundedOptions = {
  readonly language?: Language;
  readonly form?: RoundedForm;
  /** The rounding base of the release. */
  readonly base?: number;
  /** Formats a whole number in the language. */
  readonly format?: (value: number) => string;
};

type Phrases = Readonly<Record<'about' | 'atMost' | 'between' | 'moreOrFewer', string>>;

const PHRASES: Readonly<Record<Language, Phrases>> = texts;

/** Formats a released number. @throws RangeError for a number that no release can contain */
export function formatRounded(value: number, options: FormatRoundedOptions = {}): string {
  const { language = 'en', form = 'text', base = DEFAULT_ROUNDING_BASE, format = String } = options;
  const interpretation = interpretRounded(value, base);
  const phrase = (name: keyof Phrases, values: Readonly<Record<string, string>>): string =>
    fillTemplate(PHRASES[language][name], values);
  if (interpretation.kind === 'range') {
    const [from, to] = [format(interpretation.from), format(interpretation.to)];
    return form === 'screen-reader' ? phrase('between', { from, to }) : `${from}–${to}`;
  }
  const number = format(interpretation.value);
  const about = phrase('about', { number });
  const bound = { number: format(interpretation.atMost) };
  switch (form) {
    case 'text':
      return about;
    case 'cell':
      return `≈\u00A0${number}`;
    case 'full':
      return `${about} (${phrase('atMost', bound)})`;
    case 'screen-reader':
      return `${about}, ${phrase('moreOrFewer', bound)}`;
    default:
      return form satisfies never;
  }
}
