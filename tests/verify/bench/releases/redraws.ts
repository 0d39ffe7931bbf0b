import { MAX_ATTEMPTS } from '@waylight/disclosure-audit';
import { codesOf, POOLED_ROW } from '@waylight/disclosure-control';
import { ofRuns } from '../statistics.ts';
import type { CountedPeriod } from './counted-periods.ts';
import type { DrawnPeriod } from './drawn-periods.ts';

/** A closed period: its exact counts, and the decision of the release job. */
export type ClosedPeriod = { readonly counted: CountedPeriod; readonly drawn: DrawnPeriod };

/** Decisions on the periods of one kind, and what they lost. */
export type Redraws = {
  readonly kind: CountedPeriod['kind'];
  readonly periods: number;
  /**
   * Number of periods whose draw 0, 1, … was the first that passed, with all rows, tables and sums of victims. The last
   * counts all later draws.
   */
  readonly acceptedAt: readonly number[];
  /** Periods without sums of victims, and with merged rows. */
  readonly withoutVictims: number;
  readonly merged: number;
  /** Periods of which nothing was released. */
  readonly lost: number;
  readonly tables: Loss & { readonly ids: ReadonlyMap<string, number> };
  /** Rows of crosses that were merged because a draw would disclose a count. */
  readonly rows: Loss;
  /** Share of draws that passed with all rows, tables and sums of victims. */
  readonly acceptance: number;
  /** Mean of released minus exact count over the members' cells, and its standard error. */
  readonly meanError: { readonly mean: number; readonly error: number };
  /** Milliseconds of all draws and audits of a period. */
  readonly medianMs: number;
  /** The longest closing, and the number of its draws. */
  readonly worst: { readonly ms: number; readonly draws: number };
};

type Loss = { readonly of: number; readonly lost: number };

export function summariseRedraws(periods: readonly ClosedPeriod[]): Redraws[] {
  return [...Map.groupBy(periods, ({ drawn }) => drawn.kind)].map(([kind, ofKind]) => {
    const decisions = ofKind.map(({ drawn }) => drawn.decision);
    const isWhole = ({ mergedRows, withheldVictims }: DrawnPeriod['decision']): boolean =>
      Object.keys(mergedRows).length === 0 && withheldVictims.length === 0;
    const passed = decisions.filter(isWhole);
    const draws = ofKind.map(({ drawn }) => drawn.draws);
    const withheld = decisions.flatMap(({ withheldTables }) => withheldTables);
    const merged = decisions.flatMap(({ mergedRows }) => Object.values(mergedRows).flat());
    const times = ofRuns(ofKind.map(({ drawn }) => drawn.closingMs));
    const tables = ofKind.map(
      ({ counted }) => new Map(counted.tables.map(({ table }) => [table.id, table] as const)),
    );
    return {
      kind,
      periods: ofKind.length,
      acceptedAt: Array.from(
        { length: MAX_ATTEMPTS + 1 },
        (_, n) => passed.filter(({ attempt }) => Math.min(attempt, MAX_ATTEMPTS) === n).length,
      ),
      withoutVictims: decisions.filter(({ withheldVictims }) => withheldVictims.length > 0).length,
      merged: decisions.filter(({ mergedRows }) => Object.keys(mergedRows).length > 0).length,
      lost: ofKind.filter(({ drawn }) => drawn.released.length === 0).length,
      tables: {
        of: sum(tables.map(({ size }) => size)),
        lost: withheld.length,
        ids: new Map([...Map.groupBy(withheld, (id) => id)].map(([id, of]) => [id, of.length])),
      },
      rows: {
        of: sum(tables.flatMap((ofPeriod) => [...ofPeriod.values()].map(({ rows }) => codesOf(rows).length))),
        lost: merged.length,
      },
      acceptance: passed.length / sum(draws),
      meanError: meanOf(ofKind.flatMap(errorsOf)),
      medianMs: times.median,
      worst: { ms: times.most, draws: draws[times.runs.indexOf(times.most)] ?? 0 },
    };
  });
}

/**
 * Upper bound of the bias of a count that redraws cause, if a draw passes with this probability. All draws together are
 * unbiased, and errors are at most 4. So the mean error of the rejected draws, at most 4, is balanced by that of the others.
 */
export const biasBound = (acceptance: number): number =>
  Math.min(LARGEST_ERROR, (LARGEST_ERROR * (1 - acceptance)) / acceptance);

const LARGEST_ERROR = 4;

function errorsOf({ counted, drawn }: ClosedPeriod): number[] {
  return drawn.released.flatMap(({ table, audience, drawn: numbers }) => {
    const exact = counted.tables.find((one) => one.table.id === table.id && one.audience === audience);
    if (audience !== 'partners' || exact === undefined) return [];
    return numbers.rows.flatMap((row, r) =>
      row === POOLED_ROW
        ? []
        : (numbers.cells[r] ?? []).flatMap((value, c) => {
            const count =
              exact.cells[exact.rows.indexOf(row)]?.[exact.columns.indexOf(numbers.columns[c] ?? '')] ?? 0;
            return value === null || count === 0 ? [] : [value - count];
          }),
    );
  });
}

function meanOf(values: readonly number[]): Redraws['meanError'] {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
