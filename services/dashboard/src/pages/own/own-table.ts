import type { OwnAnswer } from '../../data/ask-node.ts';

/** Exact numbers laid out: a row for each period, a column for each code of the dimension, if there is one. */
export type OwnTable = {
  readonly dimension: string | undefined;
  /** The most frequent first. One that is undefined where only periods are told apart. */
  readonly columns: readonly (string | undefined)[];
  readonly rows: readonly { readonly period: string; readonly values: readonly number[] }[];
};

/** Where an exact answer has no cell there was nothing: it is a 0. */
export function ownTable({ by, cells }: Pick<OwnAnswer, 'by' | 'cells'>): OwnTable {
  const dimension = by.find((name) => name !== 'period');
  const rows = new Map<string, Map<string | undefined, number>>();
  const totals = new Map<string | undefined, number>();
  for (const cell of cells) {
    const code = dimension === undefined ? undefined : String(cell[dimension]);
    const period = String(cell.period);
    const value = Number(cell.value);
    const row = rows.get(period) ?? new Map<string | undefined, number>();
    rows.set(period, row.set(code, (row.get(code) ?? 0) + value));
    totals.set(code, (totals.get(code) ?? 0) + value);
  }
  const columns = [...totals]
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || String(a).localeCompare(String(b), 'en'))
    .map(([code]) => code);
  const periods = [...rows.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    dimension,
    columns,
    rows: periods.map((period) => ({
      period,
      values: columns.map((code) => rows.get(period)?.get(code) ?? 0),
    })),
  };
}
