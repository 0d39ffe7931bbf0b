import type { Answer } from '../../data/schemas.ts';

export type RecordYears = {
  /** Every year from the first to the last of which something was published. */
  readonly years: readonly string[];
  readonly byYear: ReadonlyMap<string, number>;
  /** The largest first. */
  readonly byCountry: readonly (readonly [code: string, value: number])[];
  readonly total: number;
};

/** Adds exact numbers of one unit up; rounded ones never are. @throws TypeError for an answer that is rounded */
export function yearsOf({ cells, k }: Pick<Answer, 'cells' | 'k'>): RecordYears {
  if (k !== undefined) throw new TypeError('rounded numbers are not added up');
  const byYear = new Map<string, number>();
  const byCountry = new Map<string, number>();
  for (const cell of cells) {
    const value = Number(cell.value);
    // A year whose month is unknown is that year: "2024-?".
    const year = String(cell.period).slice(0, 4);
    const country = String(cell.country);
    byYear.set(year, (byYear.get(year) ?? 0) + value);
    byCountry.set(country, (byCountry.get(country) ?? 0) + value);
  }
  const found = [...byYear.keys()].map(Number);
  const [first, last] = [Math.min(...found), Math.max(...found)];
  return {
    years: found.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => String(first + i)),
    byYear,
    byCountry: [...byCountry].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
    total: [...byYear.values()].reduce((sum, value) => sum + value, 0),
  };
}
