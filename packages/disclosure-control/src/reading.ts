import { isoDay } from '@waylight/calendar';
import { roundedText } from '@waylight/reading';
import type { Audience } from './audiences.ts';
import { BASE } from './controlled-rounding.ts';
import type { VictimSums } from './draw-victims.ts';
import type { DrawnTable } from './drawn-table.ts';
import { VICTIMS } from './notices.ts';
import { periodKindOf, releasePeriodDays } from './periods.ts';
import type { PlannedTable } from './release-plan.ts';

/**
 * How far a rounded number can be from the truth. Fixed by the method, the same for every cell and total of a table;
 * what the rounding really did to a number is never told, because it would undo it.
 */
export type RoundingBounds = { readonly typical: number; readonly atMost: number };

/** The standard deviation where every rest is as likely as any other, sqrt((k² − 1) / 6), and the bound k − 1. */
export function roundingBounds(base: number = BASE): RoundingBounds {
  return { typical: Math.round(Math.sqrt((base * base - 1) / 6)), atMost: base - 1 };
}

/** What a sum of released cells reads as: their errors add up, so no bound is named. */
export function describeSum(value: number): string {
  return value === 0 ? '0 or more' : `about ${value}`;
}

/** What a released number reads as. A 0 is never "none": the truth may be up to k − 1. */
export function describeValue(value: number, base: number = BASE): string {
  return roundedText(value, { base });
}

/** Fixed words about a released table, by kind: none depends on the counts behind it. */
export type TableExplanation = {
  readonly unit: string;
  readonly source: string;
  readonly rounding: string;
  readonly method: string;
};

/** Each audience in words. */
export const READERS: Readonly<Record<Audience, string>> = {
  partners: 'the member organisations',
  network: 'the network of reporting organisations',
  authorities: 'authorities',
  public: 'everyone',
};

/** Says what the numbers of a released table are. */
export function explainTable(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'base' | 'period'> & { readonly marginsAreSums?: boolean },
  audience: Audience = table.audience,
): TableExplanation {
  const { typical, atMost } = roundingBounds(drawn.base);
  const isPart = audience !== table.audience;
  const marginsAreSums = drawn.marginsAreSums === true;
  const { splits, partsOf } = table;
  const { fromDay, toDay } = releasePeriodDays(table.period, drawn.period);
  return {
    unit: 'Incidents as reported; until reports of the same incident are matched, one report is one incident.',
    source:
      `Release ${table.id}, ${drawn.period} (${isoDay(fromDay)} to ${isoDay(toDay)}), for ${READERS[audience]}: ` +
      `reports shared with ${READERS[audience]} or more widely, received up to ${table.closesAfterDays} days ` +
      'after its end. Made once; never changed.',
    rounding:
      `Every number is a multiple of ${drawn.base}: ±${typical} typical, ±${atMost} at most, for each cell` +
      (marginsAreSums
        ? '. Rows, columns and total are sums of cells, whose errors add up and partly cancel each other. '
        : splits === undefined
          ? ', row, column and total. '
          : ' and for the numbers that they break down. ') +
      `0 reads as ${describeValue(0, drawn.base)}, never as none.`,
    method:
      (splits === undefined
        ? 'Unbiased controlled rounding (Cox 1987), drawn once: rows, columns and total add up. '
        : `Unbiased rounding, drawn once, so that cells add up to the numbers of ${splits.table}. ${notBrokenDown(splits.from)}`) +
      (isPart ? 'It agrees with what narrower circles of readers are given. ' : '') +
      (partsOf !== undefined && !isPart
        ? 'A cell is not 0 where it was above 0 in a shorter period of which nothing was taken back. '
        : '') +
      `${dateRule(table)} A longer period is a table of its own, not a sum of these.`,
  };
}

/** The same of its sums of victims. */
export function explainVictimsOf(
  table: PlannedTable,
  drawn: Pick<DrawnTable, 'base' | 'period'>,
  sums: Pick<VictimSums, 'base' | 'from'>,
): TableExplanation {
  const { typical, atMost } = roundingBounds(sums.base);
  return {
    ...explainTable(table, drawn),
    unit: VICTIMS,
    rounding:
      `Every sum is of what reports state, not de-duplicated, and a multiple of ${sums.base}: ±${typical} typical, ±${atMost} at most, so that "about 240" is 231 to 249. ` +
      `0 reads as ${describeValue(0, sums.base)}, never as none.`,
    method:
      'Unbiased controlled rounding (Cox 1987), drawn once, so that rows and what is not given add up to the total. A sum is missing where fewer than ' +
      `${sums.from} incidents were released, or where it would tell one that is missing. ${dateRule(table)}`,
  };
}

const notBrokenDown = (from: number): string =>
  from === 0
    ? ''
    : `Numbers under ${from} are not broken down on their own and are missing here; ` +
      'those of several rows are broken down together, as "not-broken-down", where that is enough. ';

/** How incidents with a vague date are counted, in words. */
export function dateRule({ period, dated }: Pick<PlannedTable, 'period' | 'dated'>): string {
  if (dated === 'received') return 'A report counts in the week in which it was first received.';
  switch (period) {
    case 'week':
      return 'Incidents whose day is unknown count in no week.';
    case 'month':
      return 'Incidents whose day is unknown count in the month stated; those with a year alone count in no month.';
    case 'quarter':
      return 'Incidents whose day is unknown count in the quarter of the month stated; those with a year alone count in no quarter.';
    case 'year':
      return 'Incidents whose day or month is unknown count in the year stated.';
  }
}

/** A period and its dates, in words: "2025-03 (2025-03-03 to 2025-03-30)"; the id alone where it is no period. */
export function describePeriod(id: string): string {
  const kind = periodKindOf(id);
  if (!kind) return id;
  const { fromDay, toDay } = releasePeriodDays(kind, id);
  return `${id} (${isoDay(fromDay)} to ${isoDay(toDay)})`;
}
