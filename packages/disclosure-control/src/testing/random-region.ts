import type { Audience } from '../audiences.ts';
import { ALL, codesIn, codesWithin } from '../axis.ts';
import type { Uniform } from '../controlled-rounding.ts';
import type { CoupledPart } from '../couple-split.ts';
import { type DrawnFor, drawFamily } from '../draw-family.ts';
import type { TrueCell } from '../draw-table.ts';
import { familiesOf } from '../families.ts';
import { releasePeriodsWithin } from '../periods.ts';
import type { PlannedTable, ReleasePlan } from '../release-plan.ts';

/** An incident of a made-up region: its month, its code in each dimension of each table, and who may count it. */
export type Incident = {
  readonly month: string;
  readonly codes: ReadonlyMap<string, string>;
  readonly isForNetwork: boolean;
};

/**
 * Incidents of a year over the tables of a plan, with few codes that are frequent and many that are rare, as in the field.
 * Tables with the same codes in a dimension agree on them.
 */
export function someIncidents(plan: ReleasePlan, year: string, count: number, uniform: Uniform): Incident[] {
  const months = releasePeriodsWithin('month', 'year', year);
  return Array.from({ length: count }, () => {
    const codes = new Map<string, string>();
    const pick = (list: readonly string[]): string =>
      list[Math.floor(uniform() ** 2.5 * list.length)] ?? list[0] ?? '';
    for (const table of plan.tables)
      for (const axis of [table.rows, table.columns]) {
        const key = keyOf(table, axis.dimension);
        if (codes.has(key)) continue;
        const whole = plan.tables.find(({ id }) => id === table.splits?.table);
        const parent = 'within' in axis && whole ? codes.get(keyOf(whole, axis.of)) : undefined;
        codes.set(key, pick(codesWithin(axis).get(parent ?? ALL) ?? codesIn(table, axis.dimension)));
      }
    return { month: pick(months), codes, isForNetwork: uniform() < 0.5 };
  });
}

/** Where tables have the same codes in a dimension, an incident has the same code in it. */
const keyOf = (table: PlannedTable, dimension: string): string =>
  `${dimension}: ${codesIn(table, dimension).join()}`;

/** What a circle may count of a table in a period. */
export function countOf(
  incidents: readonly Incident[],
  table: PlannedTable,
  period: string,
  audience: Audience,
): TrueCell[] {
  const months = table.period === 'month' ? [period] : releasePeriodsWithin('month', table.period, period);
  const counts = new Map<string, TrueCell>();
  for (const { month, codes, isForNetwork } of incidents) {
    if (!months.includes(month) || (audience !== 'partners' && !isForNetwork)) continue;
    const row = codes.get(keyOf(table, table.rows.dimension)) ?? '';
    const column = codes.get(keyOf(table, table.columns.dimension)) ?? '';
    const key = `${row}/${column}`;
    counts.set(key, { row, column, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** The shorter periods that a period of a table is coupled to, and theirs. */
export function partsWithin(
  released: readonly Released[],
  { partsOf, period: kind }: Pick<PlannedTable, 'partsOf' | 'period'>,
  period: string,
): CoupledPart[] {
  return released
    .filter(
      ({ table, audience, period: part }) =>
        table.id === partsOf &&
        audience === table.audience &&
        releasePeriodsWithin(table.period, kind, period).includes(part),
    )
    .map((part) => ({ ...part, parts: partsWithin(released, part.table, part.period) }));
}

export type Released = DrawnFor & { readonly period: string; readonly cells: readonly TrueCell[] };

/** Draws every table by occurrence of a plan for a whole year, shorter periods first, as the release job does. */
export function releaseYear(
  plan: ReleasePlan,
  year: string,
  incidents: readonly Incident[],
  secret: Uint8Array,
): Released[] {
  const released: Released[] = [];
  for (const family of familiesOf(plan)) {
    const [head] = family;
    if (head === undefined || head.dated === 'received') continue;
    const periods = head.period === 'year' ? [year] : releasePeriodsWithin(head.period, 'year', year);
    for (const period of periods) {
      const cellsFor = (table: PlannedTable, audience: Audience) =>
        countOf(incidents, table, period, audience);
      const made = drawFamily({
        ...{ secret, base: plan.base, family, period, cellsFor },
        partsOf: (table) => partsWithin(released, table, period),
      });
      for (const one of made) released.push({ ...one, period, cells: cellsFor(one.table, one.audience) });
    }
  }
  return released;
}
