import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES } from '@waylight/contracts/audiences';
import type { Language } from '@waylight/taxonomy/labels';
import { type BreakdownAxis, parseAxes } from './breakdown-axes.ts';
import { formatEnglishDay, formatEnglishPeriod } from './english-dates.ts';
import { en } from './locale/en.ts';
import type { MessageCatalogue } from './message-catalogue.ts';
import {
  type ArgumentKind,
  type ExplanationMessage,
  type ExplanationMessages,
  type ExplanationPart,
  MESSAGES,
  type MessageCode,
} from './messages.ts';

/** What sentences are said in: words, and how the language writes what stands in them. */
export type MessageFormatter = {
  readonly words: MessageCatalogue;
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
const ENGLISH_FORMATTER: MessageFormatter = {
  words: en,
  plurals: new Intl.PluralRules('en' satisfies Language),
  number: String,
  period: formatEnglishPeriod,
  day: formatEnglishDay,
  dimension: (name) => name,
  code: (_, code) => code,
};

/**
 * Sentences as one text. Undefined where one of them is not known here, as to pages that are older than who answers: a text that leaves out
 * what it does not know would say another thing.
 */
export function formatMessages(
  sentences: readonly ExplanationMessage[],
  formatter: MessageFormatter,
): string | undefined {
  const texts = sentences.map((one) => formatMessage(one, formatter));
  return texts.every((text) => text !== undefined) ? texts.join(' ') : undefined;
}

/** Sentences in English. @throws TypeError for one that was not made by `sentence` */
export function formatEnglish(sentences: readonly ExplanationMessage[]): string {
  const text = formatMessages(sentences, ENGLISH_FORMATTER);
  if (text === undefined) throw new TypeError('a sentence that English does not know');
  return text;
}

/** An explanation as answers carry it: each part in English, and beside it the sentences that others put in their own words. */
export type ExplanationContent = Record<ExplanationPart, string> & {
  readonly messages: MutableExplanationMessages;
};

/** As messages and documents hold them. */
type MutableExplanationMessages = Record<ExplanationPart, ExplanationMessage[]>;

export function composeExplanation(notes: ExplanationMessages): ExplanationContent {
  const of = <Value>(make: (sentences: readonly ExplanationMessage[]) => Value) => ({
    unit: make(notes.unit),
    source: make(notes.source),
    rounding: make(notes.rounding),
    method: make(notes.method),
  });
  return { ...of(formatEnglish), messages: of((sentences) => [...sentences]) };
}

/** The sentences of two explanations, for what shows the numbers of both. */
export const concatExplanations = (
  one: ExplanationMessages,
  other: ExplanationMessages,
): MutableExplanationMessages => ({
  unit: [...one.unit, ...other.unit],
  source: [...one.source, ...other.source],
  rounding: [...one.rounding, ...other.rounding],
  method: [...one.method, ...other.method],
});

function formatMessage({ code, args }: ExplanationMessage, formatter: MessageFormatter): string | undefined {
  if (!isCode(code)) return undefined;
  const kinds = Object.entries<ArgumentKind>(MESSAGES[code]);
  const argumentTexts = kinds.map(
    ([name, kind]) => [name, formatArgument(kind, args[name], formatter)] as const,
  );
  if (argumentTexts.some(([, text]) => text === undefined)) return undefined;
  return fillTemplate(formatter.words.messages[code], Object.fromEntries(argumentTexts));
}

const fillTemplate = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const isCode = (code: string): code is MessageCode => Object.hasOwn(MESSAGES, code);

function formatArgument(
  kind: ArgumentKind,
  value: string | undefined,
  formatter: MessageFormatter,
): string | undefined {
  if (value === undefined || value === '') return undefined;
  const { words, plurals, number, period, day } = formatter;
  switch (kind) {
    case 'id':
      return value;
    case 'period':
      return period(value);
    case 'day':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : undefined;
    case 'readers':
      return formatAudience(value, formatter);
    case 'wider': {
      const { one, between } = words.wider;
      const audiences = value.split(',').map((audience) => formatAudience(audience, formatter));
      return audiences.every((audience) => audience !== undefined)
        ? audiences.map((audience) => fillTemplate(one, { readers: audience })).join(between)
        : undefined;
    }
    case 'each': {
      const length = PERIOD_KINDS.find((one) => one === value);
      return length === undefined ? undefined : words.each[length];
    }
    case 'axes': {
      const axes = parseAxes(value);
      if (axes === undefined) return undefined;
      const { all, and } = words.axes;
      return axes.length === 0 ? all : axes.map((axis) => formatBreakdownAxis(axis, formatter)).join(and);
    }
    case 'dimension':
      return formatter.dimension(value);
    case 'number':
      return isWhole(value) ? number(Number(value)) : undefined;
    case 'days': {
      if (!isWhole(value)) return undefined;
      const count = Number(value);
      return fillTemplate(words.days[plurals.select(count)] ?? words.days.other, { n: number(count) });
    }
    default:
      return kind satisfies never;
  }
}

function formatAudience(value: string, { words }: MessageFormatter): string | undefined {
  const audience = AUDIENCES.find((one) => one === value);
  return audience === undefined ? undefined : words.audiences[audience];
}

/** "type (of violence: threats, other; the others as they are)". */
function formatBreakdownAxis(
  { dimension, withinDimension, groups, hasOthers }: BreakdownAxis,
  { words, ...write }: MessageFormatter,
): string {
  const groupTexts = groups.map(({ within, codes }) => {
    const list = codes.map((code) => write.code(dimension, code)).join(', ');
    return within === undefined
      ? list
      : fillTemplate(words.axes.within, {
          within: write.code(withinDimension ?? dimension, within),
          codes: list,
        });
  });
  const all = [...groupTexts, ...(hasOthers ? [words.axes.others] : [])];
  return `${write.dimension(dimension)} (${all.join('; ')})`;
}

const isWhole = (text: string): boolean => /^\d{1,15}$/.test(text);
