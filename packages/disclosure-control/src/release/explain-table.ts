import { isoDay } from '@waylight/calendar';
import { type MethodNotes, roundedText, type Sentence, sentence } from '@waylight/presentation';
import type { VictimSums } from '../draw/draw-victims.ts';
import type { DrawnTable } from '../draw/drawn-table.ts';
import type { Audience } from '../plan/audiences.ts';
import { releasePeriodDays } from '../plan/release-periods.ts';
import type { PlannedTable } from '../plan/release-plan.ts';
import { ROUNDING_BASE } from '../rounding/controlled-rounding.ts';
import { VICTIMS_SENTENCES } from './notices.ts';

/**
 * How far a rounded number can be from the truth. Fixed by the method, the same for every cell and total of a table;
 * what the rounding really did to a number is never told, because it would undo it.
 */
export type RoundingBounds = { readonly typical: number; readonly atMost: number };

/** The standard deviation where every rest is as likely as any other, sqrt((k² − 1) / 6), and the bound k − 1. */
export function roundingBounds(base: number = ROUNDING_BASE): RoundingBounds {
  return { typical: Math.round(Math.sqrt((base * base - 1) / 6)), atMost: base - 1 };
}

/** What a sum of released cells reads as: their errors add up, so no bound is named. */
export function describeSum(value: number): string {
  return value === 0 ? '0 or more' : `about ${value}`;
}

/** What a released number reads as. A 0 is never "none": the truth may be up to k − 1. */
export function describeValue(value: number, base: number = ROUNDING_BASE): string {
  return roundedText(value, { base });
}

/** Says what the numbers of a released table are, by its kind: no sentence depends on the counts behind it. */
export function explainTable(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'roundingBase' | 'period'> & { readonly marginsAreSums?: boolean },
  audience: Audience = table.audience,
): MethodNotes {
  const { roundingBase, period } = drawn;
  const { typical, atMost } = roundingBounds(roundingBase);
  const isPart = audience !== table.audience;
  const marginsAreSums = drawn.marginsAreSums === true;
  const { splits, partsOf } = table;
  const { fromDay, toDay } = releasePeriodDays(table.period, period);
  const rounded = { base: roundingBase, typical, atMost };
  const zero = sentence('rounding.zero', { atMost });
  return {
    unit: [sentence('unit.released')],
    source: [
      sentence('source.release', {
        ...{ table: table.id, period, from: isoDay(fromDay), to: isoDay(toDay) },
        ...{ readers: audience, days: table.closesAfterDays },
      }),
      sentence('source.once'),
    ],
    rounding: marginsAreSums
      ? [sentence('rounding.cells', rounded), sentence('rounding.sums'), zero]
      : [sentence(splits === undefined ? 'rounding.totals' : 'rounding.split', rounded), zero],
    method: [
      ...(splits === undefined
        ? [sentence('method.controlled')]
        : [sentence('method.split', { table: splits.table }), ...notBrokenDownSentences(splits.from)]),
      ...(isPart ? [sentence('method.agrees')] : []),
      ...(partsOf !== undefined && !isPart ? [sentence('method.notZero')] : []),
      dateSentence(table),
      sentence('method.longer'),
    ],
  };
}

/** A sum by which its rounding is shown: what it reads as is two dozen steps from none. */
const EXAMPLE_STEPS = 24;

/** The same of its sums of victims. */
export function explainVictimSums(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'roundingBase' | 'period'>,
  { roundingBase, from }: Pick<VictimSums, 'roundingBase' | 'from'>,
): MethodNotes {
  const { typical, atMost } = roundingBounds(roundingBase);
  const example = EXAMPLE_STEPS * roundingBase;
  return {
    ...explainTable(table, drawn),
    unit: VICTIMS_SENTENCES,
    rounding: [
      sentence('rounding.victims', {
        ...{ base: roundingBase, typical, atMost },
        ...{ example, from: example - atMost, to: example + atMost },
      }),
      sentence('rounding.zero', { atMost }),
    ],
    method: [sentence('method.victims'), sentence('method.victims.missing', { from }), dateSentence(table)],
  };
}

const notBrokenDownSentences = (from: number): Sentence[] =>
  from === 0 ? [] : [sentence('method.notBrokenDown', { from })];

/** How incidents with a vague date are counted. */
export function dateSentence({ period, dated }: Pick<PlannedTable, 'period' | 'dated'>): Sentence {
  return dated === 'received' ? sentence('method.received') : sentence(`method.dates.${period}`);
}
