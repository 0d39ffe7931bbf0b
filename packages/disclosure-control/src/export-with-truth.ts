import type { Audience } from './audiences.ts';
import type { ExportedTable } from './exported-schema.ts';
import { exportTable, type ReleaseToExport } from './exported-table.ts';
import type { TrueNumbers } from './true-numbers.ts';

/** An exported table that says beside each number what it was drawn from. It is no release, and verifies as none. */
export type ExportWithTruth = Omit<ExportedTable, 'cells' | 'victims'> & {
  readonly cells: readonly WithTruth<ExportedTable['cells'][number]>[];
  readonly victims?: Omit<Sums, 'sums'> & { readonly sums: readonly WithTruth<Sums['sums'][number]>[] };
};

type WithTruth<T> = T & { readonly true: number };
type Sums = NonNullable<ExportedTable['victims']>;

const NOTICE =
  'With the counts that the numbers were drawn from ("true"), which leave no region but a simulated one: this file is to judge ' +
  'releases by, and is none.';

/**
 * The export of a release of simulated reports with the counts behind it: all else is as `exportTable` says it, but for a notice more.
 * Throws RangeError for counts of a table of another shape.
 */
export function exportWithTruth(
  release: ReleaseToExport,
  truth: TrueNumbers,
  audience: Audience,
  notices: readonly string[],
): ExportWithTruth {
  const { victims, ...table } = exportTable(release, audience, [...notices, NOTICE]);
  const ofVictims = release.victims && { ...release.victims, ...truth.victims };
  const truths = exportTable({ ...release, ...truth, victims: ofVictims }, audience, []);
  if (victims !== undefined && truth.victims?.rows.length !== release.victims?.rows.length)
    throw new RangeError('The counts are those of another table');
  return {
    ...table,
    cells: withTruth(table.cells, truths.cells),
    ...(victims === undefined
      ? {}
      : { victims: { ...victims, sums: withTruth(victims.sums, truths.victims?.sums ?? []) } }),
  };
}

function withTruth<T>(numbers: readonly T[], truths: readonly { readonly value: number }[]): WithTruth<T>[] {
  return numbers.map((number, n) => {
    const behind = truths[n]?.value;
    if (behind === undefined) throw new RangeError('The counts are those of another table');
    return { ...number, true: behind };
  });
}

/** Whether what a file holds has counts beside its numbers, whatever else is right or wrong with it. */
export function holdsTruth(input: unknown): boolean {
  const cells: unknown = Reflect.get(Object(input), 'cells');
  return Array.isArray(cells) && cells.some((cell: unknown) => Object.hasOwn(Object(cell), 'true'));
}
