import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import {
  type Audience,
  dimensionsOf,
  type PlannedTable,
  POOLED_ROW,
  positionsOf,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import { interpretRounded } from '@waylight/presentation';
import type { KnownRelease } from '../answers/released-snapshot.ts';
import { isSumOfCells, pickNarrowest } from '../answers/select-source.ts';
import type { Bounds } from '../verdict/compare-bounds.ts';

/** A code for each dimension of a subject; none for the region. */
export type SubjectCodes = Readonly<Record<string, string>>;

export type SubjectNumber = {
  readonly codes: SubjectCodes;
  readonly table: PlannedTable;
  readonly release: KnownRelease;
  /** Null if withheld. */
  readonly value: number | null;
};

/** The numbers of a period, by `numberKey`: tables with fewer dimensions first. */
export type PeriodNumbers = ReadonlyMap<string, SubjectNumber>;

export const subjectKey = (codes: SubjectCodes): string =>
  Object.entries(codes)
    .map(([dimension, code]) => `${dimension}:${code}`)
    .sort()
    .join(' ');

export const numberKey = (tableId: string, codes: SubjectCodes): string => `${tableId} ${subjectKey(codes)}`;

/**
 * The readable numbers of a period, each from the release to the narrowest audience. Sums of cells are left out, because they have
 * no bounds, and so are pooled rows, because other rows may be pooled in another period.
 */
export function numbersOf(
  period: string,
  plan: Pick<ReleasePlan, 'tables'>,
  readable: readonly KnownRelease[],
  audienceOf: (tableId: string) => Audience | undefined = () => undefined,
): PeriodNumbers {
  const numbers = new Map<string, SubjectNumber>();
  const tables = plan.tables.toSorted((a, b) => dimensionsOf(a).length - dimensionsOf(b).length);
  for (const table of tables) {
    const audience = audienceOf(table.id);
    const releases = readable.filter(
      ({ event }) =>
        event.tableId === table.id &&
        event.period === period &&
        (audience === undefined || audienceOrNarrowest(event.audience) === audience),
    );
    for (const release of pickNarrowest(releases))
      for (const number of numbersIn(release, table)) numbers.set(numberKey(table.id, number.codes), number);
  }
  return numbers;
}

function numbersIn(release: KnownRelease, table: PlannedTable): SubjectNumber[] {
  const { drawn, event } = release;
  const rows = positionsOf({ dimension: table.rows.dimension, codes: drawn.rows });
  const columns = positionsOf({ dimension: table.columns.dimension, codes: drawn.columns });
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const codes = {
        ...(row.at === undefined ? {} : row.coords),
        ...(column.at === undefined ? {} : column.coords),
      };
      const line =
        row.at === undefined
          ? { values: drawn.columnTotals, total: drawn.total }
          : { values: drawn.cells[row.at] ?? [], total: drawn.rowTotals[row.at] ?? null };
      const value = column.at === undefined ? line.total : (line.values[column.at] ?? null);
      const projection =
        row.at === undefined
          ? column.at === undefined
            ? 'total'
            : 'column-totals'
          : column.at === undefined
            ? 'row-totals'
            : 'cells';
      return isSumOfCells(table, projection, event.marginsAreSums) ? [] : [{ codes, table, release, value }];
    }),
  );
}

export const isPooled = ({ codes }: Pick<SubjectNumber, 'codes'>): boolean =>
  Object.values(codes).includes(POOLED_ROW);

/** Bounds of a number; undefined if it is missing or withheld. */
export function boundsOf(number: SubjectNumber | undefined): Bounds | undefined {
  if (number === undefined || number.value === null) return undefined;
  const { from, to } = interpretRounded(number.value, number.release.drawn.roundingBase);
  return { min: from, max: to };
}
