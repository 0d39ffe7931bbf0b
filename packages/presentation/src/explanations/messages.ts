import type { PeriodKind } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type BreakdownAxis, formatAxes } from './breakdown-axes.ts';

/** Kinds of arguments. Each kind has its own format in each language. */
type ArgumentTypes = {
  /** A whole number. */
  readonly number: number;
  /** A whole number of days, written with its unit. */
  readonly days: number;
  /** The id of a period, such as 2025-03, or 2025-03-? if the day is unknown. */
  readonly period: string;
  /** An ISO day, such as 2025-03-14. */
  readonly day: string;
  readonly readers: Audience;
  /** Wider audiences, whose numbers count only reports shared with them. */
  readonly wider: readonly Audience[];
  /** Length of a table's periods. */
  readonly each: PeriodKind;
  /** Breakdown of a table. */
  readonly axes: readonly BreakdownAxis[];
  /** Name of a dimension, such as country. */
  readonly dimension: string;
  /** Id of a table, a release or a node: not translated. */
  readonly id: string;
};
export type ArgumentKind = keyof ArgumentTypes;

const TABLE = { table: 'id', axes: 'axes', each: 'each', readers: 'readers' } as const;
const ROUNDED = { base: 'number', typical: 'number', atMost: 'number' } as const;

/**
 * Every message of an explanation, with its arguments. Codes are part of the API: a published code never changes its meaning or
 * arguments. A message with another meaning gets a new code.
 */
export const MESSAGES = {
  'unit.released': {},
  'unit.victims': {},
  'unit.victims.twice': {},
  'unit.incidents': {},
  'unit.record.reports': {},
  'unit.record.victims': {},
  'unit.own.reports': {},
  'unit.own.victims': {},
  'unit.completeness': {},
  'unit.completeness.never': {},

  'source.release': {
    table: 'id',
    period: 'period',
    from: 'day',
    to: 'day',
    readers: 'readers',
    days: 'days',
  },
  'source.once': {},
  'source.newest': {},
  'source.record': {},
  'source.own.reports': { node: 'id' },
  'source.own.record': { node: 'id' },
  'source.own.retracted': {},
  'source.completeness': {},
  'source.completeness.none': {},
  'source.completeness.newest': { release: 'id' },
  'source.completeness.once': {},

  'rounding.totals': ROUNDED,
  'rounding.split': ROUNDED,
  'rounding.cells': ROUNDED,
  'rounding.sums': {},
  'rounding.zero': { atMost: 'number' },
  'rounding.victims': { ...ROUNDED, example: 'number', from: 'number', to: 'number' },
  'rounding.exact': {},
  'rounding.own': {},
  'rounding.own.others': {},
  'rounding.effort': {
    step: 'number',
    example: 'number',
    from: 'number',
    to: 'number',
    lowest: 'number',
  },
  'rounding.effort.given': { few: 'number' },
  'rounding.together': { few: 'number' },
  'rounding.released': { base: 'number', atMost: 'number' },

  'method.controlled': {},
  'method.split': { table: 'id' },
  'method.notBrokenDown': { from: 'number' },
  'method.agrees': {},
  'method.notZero': {},
  'method.received': {},
  'method.dates.week': {},
  'method.dates.month': {},
  'method.dates.quarter': {},
  'method.dates.year': {},
  'method.longer': {},
  'method.victims': {},
  'method.victims.missing': { from: 'number' },
  'method.calendar': {},
  'method.vague': { example: 'period' },
  'method.country': {},
  'method.reporting': {},
  'method.quality': {},
  'method.precision': {},
  'method.unknown': {},
  'method.neverSummed': {},
  'method.completeness.stated': {},
  'method.completeness.silence': {},

  'victims.sums': { base: 'number', atMost: 'number', from: 'number' },

  'notice.sums': {},

  'plan.version': { version: 'number' },
  'plan.only': {},
  'plan.rounding': ROUNDED,
  'plan.neverNone': {},
  'plan.from': { month: 'period' },
  'plan.table': TABLE,
  'plan.table.wider': { ...TABLE, wider: 'wider' },
  'plan.splits': { table: 'id' },
  'plan.splits.from': { table: 'id', from: 'number' },
  'plan.cross': { table: 'id' },
  'plan.victims': { dimension: 'dimension', readers: 'readers' },
  'plan.completeness': {},
  'plan.closes': { days: 'days', first: 'period', on: 'day' },
  'plan.coupled': { table: 'id' },
  'plan.noReports': {},
  'plan.smallAudience': { month: 'number', quarter: 'number', year: 'number' },
  'plan.smallAudience.half': {},
  'plan.approval': {},
  'plan.objection': {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, ArgumentKind>>>>;

export type MessageCode = keyof typeof MESSAGES;

/** A message as it is sent over gRPC and HTTP. All arguments are text. */
export type ExplanationMessage = { readonly code: string; readonly args: Readonly<Record<string, string>> };

type ArgumentSpec<Code extends MessageCode> = (typeof MESSAGES)[Code];
type MessageArguments<Code extends MessageCode> = {
  readonly [Name in keyof ArgumentSpec<Code>]: ArgumentSpec<Code>[Name] extends ArgumentKind
    ? ArgumentTypes[ArgumentSpec<Code>[Name]]
    : never;
};

export function createMessage<Code extends MessageCode>(
  code: Code,
  ...[args]: keyof ArgumentSpec<Code> extends never ? [] : [MessageArguments<Code>]
): ExplanationMessage {
  return {
    code,
    args: Object.fromEntries(
      Object.entries<ArgumentTypes[ArgumentKind]>(args ?? {}).map(([name, value]) => [
        name,
        encodeArgument(value),
      ]),
    ),
  };
}

function encodeArgument(value: ArgumentTypes[ArgumentKind]): string {
  if (typeof value !== 'object') return String(value);
  const axes = value.filter((one) => typeof one === 'object');
  return axes.length === value.length ? formatAxes(axes) : value.join();
}

/** The parts of an explanation, in reading order. */
export const EXPLANATION_PARTS = ['unit', 'source', 'rounding', 'method'] as const;
export type ExplanationPart = (typeof EXPLANATION_PARTS)[number];

export type ExplanationMessages = Readonly<Record<ExplanationPart, readonly ExplanationMessage[]>>;
