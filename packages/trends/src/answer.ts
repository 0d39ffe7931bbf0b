import { type DaySpan, daysOf, isoMonth, isoYear, type PeriodKind, periodOf } from '@waylight/calendar';
import { Share } from '@waylight/contracts/release';
import { Silence, type TrendCell } from '@waylight/contracts/trends';
import type { CellValue } from './contribution.ts';
import { type CellCoordinates, decodeCoordinates } from './coordinates.ts';
import { codeInCell, type DimensionName } from './dimensions.ts';
import { LAYER_NAMES } from './names.ts';
import type { Question } from './question.ts';

/** One stored cell of the base cube, from a view store or a ledger. */
export type BaseCell = { readonly bucket: string; readonly field: string; readonly value: CellValue };

/** A decoded cell. Several questions can share it, so that its periods are computed only once. */
export type DecodedCell = {
  readonly value: CellValue;
  readonly coordinates: CellCoordinates;
  readonly days: DaySpan;
  /** Caches the period of the cell for each length of periods. */
  readonly periods: Map<PeriodKind, string>;
};

/** Decodes the cells by occurrence. Skips cells by week of receipt and cells without a date. */
export function* decodeBaseCells(cells: Iterable<BaseCell>): Generator<DecodedCell> {
  for (const { bucket, field, value } of cells) {
    if (!isOccurredBucket(bucket)) continue;
    const coordinates = decodeCoordinates(field);
    const days = cellDays(bucket, coordinates.dayOfMonth);
    if (days !== undefined) yield { value, coordinates, days, periods: new Map() };
  }
}

/**
 * Answers a question from cells of the base cube: selects by layer, range and filters, and sums cells with the same
 * coordinates. Omits cells at zero. Sorted by coordinates.
 *
 * A date that is less precise than the question has a label of its own: "2025-03-?" means some day in March 2025, and "2025-?"
 * some day in 2025. Such a cell is in range if any of its days is in range.
 */
export function answerFromCells(question: Question, cells: Iterable<DecodedCell>): TrendCell[] {
  const layer = LAYER_NAMES[question.layer];
  const first = daysOf(question.from ?? '')?.fromDay ?? -Infinity;
  const last = daysOf(question.to ?? '')?.toDay ?? Infinity;
  const filters = question.filters.map(({ dimension, values }) => ({ dimension, values: new Set(values) }));
  const sums = new Map<string, TrendCell>();
  for (const cell of cells) {
    const count = cell.value[question.unit];
    if (count === 0 || cell.coordinates.layer !== layer) continue;
    if (cell.days.toDay < first || cell.days.fromDay > last) continue;
    const label = (dimension: DimensionName) => labelOf(dimension, cell, question.period);
    if (!filters.every(({ dimension, values }) => values.has(label(dimension)))) continue;
    const labels = question.by.map(label);
    const key = labels.join('\u0000');
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...EXACT_CELL, coordinates: labels, value: count, pooled: [] });
    else sum.value += count;
  }
  return [...sums.entries()]
    .filter(([, cell]) => cell.value !== 0)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, cell]) => cell);
}

/** Fields of a cell whose value is exact. */
const EXACT_CELL = { silent: Silence.UNSPECIFIED, completeness: Share.UNSPECIFIED };

/** Buckets of the base cube, not of the cube by week of receipt. */
function isOccurredBucket(bucket: string): boolean {
  return bucket.startsWith('o') || bucket.startsWith('p');
}

/** Returns the days on which a cell's incidents may have happened: one day, or the whole bucket if the day is unknown. */
function cellDays(bucket: string, dayOfMonth: number): DaySpan | undefined {
  const days = daysOf(bucket.slice(1));
  if (days === undefined || dayOfMonth === 0) return days;
  const day = days.fromDay + dayOfMonth - 1;
  return { fromDay: day, toDay: day };
}

function labelOf(dimension: DimensionName, cell: DecodedCell, period: PeriodKind): string {
  return dimension === 'period'
    ? periodLabel(cell, period)
    : (codeInCell(dimension, cell.coordinates) ?? 'unknown');
}

function periodLabel({ days, periods }: DecodedCell, period: PeriodKind): string {
  const cached = periods.get(period);
  if (cached !== undefined) return cached;
  const label = periodOfDays(days, period);
  periods.set(period, label);
  return label;
}

/** Returns the period of these days. If they span several periods, returns a label with only the known part. */
function periodOfDays(days: DaySpan, period: PeriodKind): string {
  const { fromDay, toDay } = days;
  const first = periodOf(period, fromDay);
  if (first === periodOf(period, toDay)) return first;
  return isoMonth(fromDay) === isoMonth(toDay) ? `${isoMonth(fromDay)}-?` : `${isoYear(fromDay)}-?`;
}
