import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES } from '@waylight/contracts/audiences';
import type { Language } from '@waylight/taxonomy/labels';
import en from '../../locale/en.json' with { type: 'json' };
import { fillTemplate } from '../fill-template.ts';
import { type BreakdownAxis, parseAxes } from './breakdown-axes.ts';
import { formatEnglishDay, formatEnglishPeriod } from './english-dates.ts';
import type { MessageCatalogue } from './message-catalogue.ts';
import {
  type ArgumentKind,
  type ExplanationMessage,
  type ExplanationMessages,
  type ExplanationPart,
  MESSAGES,
  type MessageCode,
} from './messages.ts';

/** Texts of a language, and its formats of arguments. */
export type MessageFormatter = {
  readonly words: MessageCatalogue;
  readonly plurals: Intl.PluralRules;
  readonly number: (value: number) => string;
  readonly period: (id: string) => string;
  /** Formats a day such as 2025-03-14. */
  readonly day: (iso: string) => string;
  /** The name of a dimension, and of one of its codes. */
  readonly dimension: (name: string) => string;
  readonly code: (dimension: string, code: string) => string;
};

/** Formats the English text of responses. Codes are not translated. */
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
 * Joins messages to one text. Undefined if a message is unknown, for example to a page that is older than the service. A text
 * without this message would have another meaning.
 */
export function formatMessages(
  messages: readonly ExplanationMessage[],
  formatter: MessageFormatter,
): string | undefined {
  const texts = messages.map((message) => formatMessage(message, formatter));
  return texts.every((text) => text !== undefined) ? texts.join(' ') : undefined;
}

/** @throws TypeError for a message that `createMessage` did not create */
export function formatEnglish(messages: readonly ExplanationMessage[]): string {
  const text = formatMessages(messages, ENGLISH_FORMATTER);
  if (text === undefined)
    throw new TypeError(`unknown message code or argument in ${messages.map(({ code }) => code).join(', ')}`);
  return text;
}

/** An explanation as responses contain it: each part in English, and as messages to translate. */
export type ExplanationContent = Record<ExplanationPart, string> & {
  readonly messages: MutableExplanationMessages;
};

type MutableExplanationMessages = Record<ExplanationPart, ExplanationMessage[]>;

export function composeExplanation(notes: ExplanationMessages): ExplanationContent {
  return {
    ...mapParts((part) => formatEnglish(notes[part])),
    messages: mapParts((part) => [...notes[part]]),
  };
}

/** Combines two explanations, for a figure with numbers of both. */
export const concatExplanations = (
  one: ExplanationMessages,
  other: ExplanationMessages,
): MutableExplanationMessages => mapParts((part) => [...one[part], ...other[part]]);

const mapParts = <Value>(contentOf: (part: ExplanationPart) => Value): Record<ExplanationPart, Value> => ({
  unit: contentOf('unit'),
  source: contentOf('source'),
  rounding: contentOf('rounding'),
  method: contentOf('method'),
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

/** Formats one axis, such as "type (of violence: threats, other; the others as they are)". */
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
