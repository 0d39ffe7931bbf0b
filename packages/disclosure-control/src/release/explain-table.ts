import { isoDay, periodDays } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import {
  createMessage,
  type ExplanationMessage,
  type ExplanationMessages,
  formatRounded,
} from '@waylight/presentation';
import type { DrawnTable, VictimSums } from '../draw/drawn-table.ts';
import { needsApproval } from '../plan/audiences.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import { ROUNDING_BASE } from '../rounding/controlled-rounding.ts';
import { VICTIMS_SENTENCES } from './notices.ts';

/**
 * Rounding errors of a table. They follow from the method, and are the same for every cell and total. The actual error of a number
 * is never published, because it would undo the rounding.
 */
export type RoundingBounds = { readonly typical: number; readonly atMost: number };

/** Typical: the standard deviation for equally likely remainders, sqrt((k² − 1) / 6). At most: k − 1. */
export function roundingBounds(base: number = ROUNDING_BASE): RoundingBounds {
  return { typical: Math.round(Math.sqrt((base * base - 1) / 6)), atMost: base - 1 };
}

/** Formats a sum of released cells. The errors of the cells add up, so that the sum has no useful error bound. */
export function describeSum(value: number): string {
  return value === 0 ? '0 or more' : `about ${value}`;
}

/** Formats a released number. 0 is never "none", because the true count may be up to k − 1. */
export function describeValue(value: number, base: number = ROUNDING_BASE): string {
  return formatRounded(value, { base });
}

/** Explains the numbers of a released table by its plan. No message depends on the counts behind it. */
export function explainTable(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'roundingBase' | 'period'> & { readonly marginsAreSums?: boolean },
  audience: Audience = table.audience,
): ExplanationMessages {
  const { roundingBase, period } = drawn;
  const { typical, atMost } = roundingBounds(roundingBase);
  const isPart = audience !== table.audience;
  const marginsAreSums = drawn.marginsAreSums === true;
  const { splits, partsOf } = table;
  const { fromDay, toDay } = periodDays(table.period, period);
  const rounded = { base: roundingBase, typical, atMost };
  const zero = createMessage('rounding.zero', { atMost });
  return {
    unit: [createMessage('unit.released')],
    source: [
      createMessage('source.release', {
        table: table.id,
        period,
        from: isoDay(fromDay),
        to: isoDay(toDay),
        readers: audience,
        days: table.closesAfterDays,
      }),
      createMessage('source.once'),
    ],
    rounding: marginsAreSums
      ? [createMessage('rounding.cells', rounded), createMessage('rounding.sums'), zero]
      : [createMessage(splits === undefined ? 'rounding.totals' : 'rounding.split', rounded), zero],
    method: [
      ...(splits === undefined
        ? [createMessage('method.controlled')]
        : [createMessage('method.split', { table: splits.table }), ...notBrokenDownSentences(splits.from)]),
      ...(isPart ? [createMessage('method.agrees')] : []),
      ...(partsOf !== undefined && !isPart ? [createMessage('method.notZero')] : []),
      ...dateSentences(table),
      createMessage('method.longer'),
      ...(needsApproval(audience) ? [createMessage('method.reporting')] : []),
    ],
  };
}

/** Number in the example that explains the rounding of sums, as a multiple of the base. */
const EXAMPLE_STEPS = 24;

/** Explains the sums of victims of a released table. */
export function explainVictimSums(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'roundingBase' | 'period'>,
  { roundingBase, minIncidents }: Pick<VictimSums, 'roundingBase' | 'minIncidents'>,
): ExplanationMessages {
  const { typical, atMost } = roundingBounds(roundingBase);
  const example = EXAMPLE_STEPS * roundingBase;
  return {
    ...explainTable(table, drawn),
    unit: VICTIMS_SENTENCES,
    rounding: [
      createMessage('rounding.victims', {
        base: roundingBase,
        typical,
        atMost,
        example,
        from: example - atMost,
        to: example + atMost,
      }),
      createMessage('rounding.zero', { atMost }),
    ],
    method: [
      createMessage('method.victims'),
      createMessage('method.victims.missing', { from: minIncidents }),
      ...dateSentences(table),
    ],
  };
}

const notBrokenDownSentences = (from: number): ExplanationMessage[] =>
  from === 0 ? [] : [createMessage('method.notBrokenDown', { from })];

/** Returns the messages about the period in which a report counts, and about incidents with an imprecise date. */
export function dateSentences({
  period,
  dated,
}: Pick<PlannedTable, 'period' | 'dated'>): ExplanationMessage[] {
  const imprecise = createMessage(`method.dates.${period}`);
  return dated === 'received' ? [createMessage('method.received'), imprecise] : [imprecise];
}
