import type { Language } from '@waylight/taxonomy/labels';
import { readAxes, type SaidAxis } from './axes.ts';
import { englishDay, englishPeriod } from './english.ts';
import {
  type ArgumentKind,
  type MethodNotes,
  type Part,
  PERIOD_LENGTHS,
  READERS,
  SENTENCES,
  type Sentence,
  type SentenceCode,
} from './sentences.ts';
import { en } from './words/en.ts';
import type { Words } from './words.ts';

/** What sentences are said in: words, and how the language writes what stands in them. */
export type Saying = {
  readonly words: Words;
  /** Whose rules for plurals are the language's. */
  readonly plurals: Intl.PluralRules;
  readonly number: (value: number) => string;
  readonly period: (id: string) => string;
  /** Of a day as 2025-03-14. */
  readonly day: (iso: string) => string;
  /** A dimension of tables, and a code of one. */
  readonly dimension: (name: string) => string;
  readonly code: (dimension: string, code: string) => string;
};

/** As answers have it beside the sentences: codes as they are in data, periods and days as people read them. */
const ENGLISH: Saying = {
  words: en,
  plurals: new Intl.PluralRules('en' satisfies Language),
  number: String,
  period: englishPeriod,
  day: englishDay,
  dimension: (name) => name,
  code: (_, code) => code,
};

/**
 * Sentences as one text. Undefined where one of them is not known here, as to pages that are older than who answers: a text that leaves out
 * what it does not know would say another thing.
 */
export function textOf(sentences: readonly Sentence[], saying: Saying): string | undefined {
  const texts = sentences.map((one) => sentenceText(one, saying));
  return texts.every((text) => text !== undefined) ? texts.join(' ') : undefined;
}

/** Sentences in English. @throws TypeError for one that was not made by `sentence` */
export function englishOf(sentences: readonly Sentence[]): string {
  const text = textOf(sentences, ENGLISH);
  if (text === undefined) throw new TypeError('a sentence that English does not know');
  return text;
}

/** An explanation as answers carry it: each part in English, and beside it the sentences that others put in their own words. */
export type Explained = Record<Part, string> & { readonly sentences: OpenNotes };

/** As messages and documents hold them. */
type OpenNotes = Record<Part, Sentence[]>;

export function explained(notes: MethodNotes): Explained {
  const of = <Value>(make: (sentences: readonly Sentence[]) => Value) => ({
    unit: make(notes.unit),
    source: make(notes.source),
    rounding: make(notes.rounding),
    method: make(notes.method),
  });
  return { ...of(englishOf), sentences: of((sentences) => [...sentences]) };
}

/** The sentences of two explanations, for what shows the numbers of both. */
export const bothNotes = (one: MethodNotes, other: MethodNotes): OpenNotes => ({
  unit: [...one.unit, ...other.unit],
  source: [...one.source, ...other.source],
  rounding: [...one.rounding, ...other.rounding],
  method: [...one.method, ...other.method],
});

function sentenceText({ code, args }: Sentence, saying: Saying): string | undefined {
  if (!isCode(code)) return undefined;
  const kinds = Object.entries<ArgumentKind>(SENTENCES[code]);
  const written = kinds.map(([name, kind]) => [name, argumentText(kind, args[name], saying)] as const);
  if (written.some(([, text]) => text === undefined)) return undefined;
  return filled(saying.words.sentences[code], Object.fromEntries(written));
}

const filled = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const isCode = (code: string): code is SentenceCode => Object.hasOwn(SENTENCES, code);

function argumentText(kind: ArgumentKind, value: string | undefined, saying: Saying): string | undefined {
  if (value === undefined || value === '') return undefined;
  const { words, plurals, number, period, day } = saying;
  switch (kind) {
    case 'id':
      return value;
    case 'period':
      return period(value);
    case 'day':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : undefined;
    case 'readers':
      return readersText(value, saying);
    case 'wider': {
      const { one, between } = words.wider;
      const circles = value.split(',').map((circle) => readersText(circle, saying));
      return circles.every((circle) => circle !== undefined)
        ? circles.map((circle) => filled(one, { readers: circle })).join(between)
        : undefined;
    }
    case 'each': {
      const length = PERIOD_LENGTHS.find((one) => one === value);
      return length === undefined ? undefined : words.each[length];
    }
    case 'axes': {
      const axes = readAxes(value);
      if (axes === undefined) return undefined;
      const { all, and } = words.axes;
      return axes.length === 0 ? all : axes.map((axis) => axisText(axis, saying)).join(and);
    }
    case 'dimension':
      return saying.dimension(value);
    case 'number':
      return isWhole(value) ? number(Number(value)) : undefined;
    case 'days': {
      if (!isWhole(value)) return undefined;
      const count = Number(value);
      return filled(words.days[plurals.select(count)] ?? words.days.other, { n: number(count) });
    }
    default:
      return kind satisfies never;
  }
}

function readersText(value: string, { words }: Saying): string | undefined {
  const readers = READERS.find((one) => one === value);
  return readers === undefined ? undefined : words.readers[readers];
}

/** "type (of violence: threats, other; the others as they are)". */
function axisText({ dimension, of, groups, hasOthers }: SaidAxis, { words, ...write }: Saying): string {
  const told = groups.map(({ within, codes }) => {
    const list = codes.map((code) => write.code(dimension, code)).join(', ');
    return within === undefined
      ? list
      : filled(words.axes.within, { within: write.code(of ?? dimension, within), codes: list });
  });
  const all = [...told, ...(hasOthers ? [words.axes.others] : [])];
  return `${write.dimension(dimension)} (${all.join('; ')})`;
}

const isWhole = (text: string): boolean => /^\d{1,15}$/.test(text);
