import { periodsWithin } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import type { ComponentPeriod } from '../draw/couple-breakdown.ts';
import { type DrawnRelease, drawLinkedTables } from '../draw/draw-linked-tables.ts';
import type { TrueCell } from '../draw/draw-table.ts';
import { ALL, codesByParent, codesOfDimension } from '../plan/axis.ts';
import { linkedTablesOf } from '../plan/linked-tables.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import type { Uniform } from '../rounding/controlled-rounding.ts';

/** An incident of a random region: its month, its code in each dimension of each table, and its sharing. */
export type Incident = {
  readonly month: string;
  readonly codes: ReadonlyMap<string, string>;
  readonly isForNetwork: boolean;
};

/**
 * Creates incidents of a year for the tables of a plan, with few frequent and many rare codes, as in real reports. For tables with
 * the same codes in a dimension, an incident has the same code.
 */
export function randomIncidents(
  plan: ReleasePlan,
  year: string,
  count: number,
  uniform: Uniform,
): Incident[] {
  const months = periodsWithin('month', 'year', year);
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
        codes.set(
          key,
          pick(codesByParent(axis).get(parent ?? ALL) ?? codesOfDimension(table, axis.dimension)),
        );
      }
    return { month: pick(months), codes, isForNetwork: uniform() < 0.5 };
  });
}

/** Returns the key of a dimension with its codes. An incident has one code for each key. */
const keyOf = (table: PlannedTable, dimension: string): string =>
  `${dimension}: ${codesOfDimension(table, dimension).join()}`;

/** Returns the counts of a table in a period, from incidents that an audience may count. */
export function countIncidents(
  incidents: readonly Incident[],
  table: PlannedTable,
  period: string,
  audience: Audience,
): TrueCell[] {
  const months = table.period === 'month' ? [period] : periodsWithin('month', table.period, period);
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

/** Returns the shorter periods to which a period of a table is coupled, with their own shorter periods. */
export function componentsWithin(
  released: readonly DrawnPeriodTable[],
  { partsOf, period: kind }: Pick<PlannedTable, 'partsOf' | 'period'>,
  period: string,
): ComponentPeriod[] {
  return released
    .filter(
      ({ table, audience, period: part }) =>
        table.id === partsOf &&
        audience === table.audience &&
        periodsWithin(table.period, kind, period).includes(part),
    )
    .map((part) => ({ ...part, componentPeriods: componentsWithin(released, part.table, part.period) }));
}

export type DrawnPeriodTable = DrawnRelease & {
  readonly period: string;
  readonly cells: readonly TrueCell[];
};

/** Draws every table by occurrence of a plan for a whole year, shorter periods first, like the release task. */
export function drawYear(
  plan: ReleasePlan,
  year: string,
  incidents: readonly Incident[],
  secret: Uint8Array,
): DrawnPeriodTable[] {
  const released: DrawnPeriodTable[] = [];
  for (const linkedTables of linkedTablesOf(plan)) {
    const [topTable] = linkedTables;
    if (topTable === undefined || topTable.dated === 'received') continue;
    const periods = topTable.period === 'year' ? [year] : periodsWithin(topTable.period, 'year', year);
    for (const period of periods) {
      const cellsFor = (table: PlannedTable, audience: Audience) =>
        countIncidents(incidents, table, period, audience);
      const releases = drawLinkedTables({
        secret,
        roundingBase: plan.base,
        linkedTables,
        period,
        cellsFor,
        componentPeriodsOf: (table) => componentsWithin(released, table, period),
      });
      for (const release of releases)
        released.push({ ...release, period, cells: cellsFor(release.table, release.audience) });
    }
  }
  return released;
}
