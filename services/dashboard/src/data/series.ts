import type { Answer, Cell } from './schemas.ts';

/** What one line of numbers is about: everything, or what is of one code in a dimension. */
export type Subject =
  | { readonly kind: 'region' }
  | { readonly kind: 'country'; readonly code: string }
  | { readonly kind: 'typeGroup'; readonly code: string };

/** Numbers by the id of their period. A period without one was not released, or not broken down: it is not 0. */
export type Series = {
  readonly subject: Subject;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly values: ReadonlyMap<string, number>;
};

export const subjectKey = (subject: Subject): string =>
  subject.kind === 'region' ? 'region' : `${subject.kind}:${subject.code}`;

/** The one line of an answer by period alone. @throws RangeError for any other answer */
export function regionSeries(answer: Answer): Series {
  expectDimensions(answer);
  return seriesOf({ kind: 'region' }, answer.cells);
}

/** The lines of an answer by period and one dimension, in the answer's order. @throws RangeError for any other answer */
export function seriesBy(answer: Answer, kind: Exclude<Subject['kind'], 'region'>): readonly Series[] {
  expectDimensions(answer, kind);
  const lines = Map.groupBy(answer.cells, (cell) => String(cell[kind]));
  return [...lines].map(([code, cells]) => seriesOf({ kind, code }, cells));
}

const seriesOf = (subject: Subject, cells: readonly Cell[]): Series => ({
  subject,
  cells: new Map(cells.map((cell) => [String(cell.period), cell])),
  values: new Map(cells.map((cell) => [String(cell.period), Number(cell.value)])),
});

/** A line of a cross would be a sum of its cells, which has no bound: one-way tables have the numbers of lines. */
function expectDimensions({ by }: Answer, ...expected: readonly string[]): void {
  if ([...by].sort().join() !== ['period', ...expected].sort().join())
    throw new RangeError(`An answer by ${by.join(', ')} has no lines by ${['period', ...expected].join(', ')}`);
}

/** The periods that any of these has a number of, the oldest first. */
export const periodsOf = (series: readonly Series[]): readonly string[] =>
  [...new Set(series.flatMap(({ values }) => [...values.keys()]))].sort();

/** The month so many months before another: `2026-01` and 1 give `2025-12`. */
export function monthBefore(id: string, months: number): string {
  const [year = 0, month = 1] = id.split('-').map(Number);
  const index = year * 12 + month - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The months from the same one of the year before up to a month, both counted in: thirteen. */
export const sinceYearBefore = (month: string): { readonly from: string; readonly to: string } => ({
  from: monthBefore(month, 12),
  to: month,
});
