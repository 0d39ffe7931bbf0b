import { type DayRange, daysOf, isoMonth, isoQuarter, isoWeek, isoYear } from '@waylight/calendar';
import { Dimension, PeriodKind, type TrendCell, Unit } from '@waylight/contracts/trends';
import { areaByNumber, codeByNumber, type ListName, segmentByNumber, typeGroupOf } from '@waylight/taxonomy';
import type { CellValue } from './contribution.ts';
import { type CellCoordinates, decodeCoordinates } from './coordinates.ts';
import type { ParsedQuestion } from './parse-question.ts';

/** One cell of the base cube, as stores and ledgers hand it over. */
export type BaseCell = { readonly bucket: string; readonly field: string; readonly value: CellValue };

/** A cell whose names have been read. What is asked more than once is read once, and its periods are named once. */
export type DecodedCell = {
  readonly value: CellValue;
  readonly coordinates: CellCoordinates;
  readonly days: DayRange;
  /** The period that it lies in, by the length of periods; named when first asked for. */
  readonly periods: Map<PeriodKind, string>;
};

/** Reads cells of the base cube by occurrence; those of other cubes and of no date are left out. */
export function* decodeBaseCells(cells: Iterable<BaseCell>): Generator<DecodedCell> {
  for (const { bucket, field, value } of cells) {
    if (!isOccurredBucket(bucket)) continue;
    const coordinates = decodeCoordinates(field);
    const days = cellDays(bucket, coordinates.dayOfMonth);
    if (days !== undefined) yield { value, coordinates, days, periods: new Map() };
  }
}

/**
 * Answers a question from cells of the base cube: keeps those of the layer, the range and the filters, and adds up
 * what falls together. Cells at zero are left out. Sorted by coordinates.
 *
 * A date that is known less precisely than the question asks keeps its place under a label of its own: "2025-03-?"
 * is "somewhere in March 2025", "2025-?" "somewhere in 2025". It is inside a range as soon as it may be.
 */
export function answerFromCells(question: ParsedQuestion, cells: Iterable<DecodedCell>): TrendCell[] {
  const sums = new Map<string, TrendCell>();
  for (const cell of cells) {
    const count = countOf(cell.value, question.unit);
    if (count === 0 || cell.coordinates.layer !== question.layer) continue;
    if (cell.days.to < question.range.from || cell.days.from > question.range.to) continue;
    if (!matchesFilters(question, cell)) continue;
    const labels = question.by.map((dimension) => labelOf(dimension, cell, question.period));
    const key = labels.join('\u0000');
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { coordinates: labels, value: count });
    else sum.value += count;
  }
  return [...sums.entries()]
    .filter(([, cell]) => cell.value !== 0)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, cell]) => cell);
}

/** Whether a bucket is of the base cube (by occurrence), not of the cube by week of receipt. */
function isOccurredBucket(bucket: string): boolean {
  return bucket.startsWith('o') || bucket.startsWith('p');
}

function countOf(value: CellValue, unit: Unit): number {
  switch (unit) {
    case Unit.REPORTS:
      return value.reports;
    case Unit.VICTIMS:
      return value.victims;
    default:
      return value.incidents;
  }
}

/** The days in which a cell's incidents may have happened: one day, or the whole bucket where the day is unknown. */
function cellDays(bucket: string, dayOfMonth: number): DayRange | undefined {
  const days = daysOf(bucket.slice(1));
  if (days === undefined || dayOfMonth === 0) return days;
  const day = days.from + dayOfMonth - 1;
  return { from: day, to: day };
}

function matchesFilters(question: ParsedQuestion, cell: DecodedCell): boolean {
  for (const [dimension, values] of question.filters)
    if (!values.has(labelOf(dimension, cell, question.period))) return false;
  return true;
}

function labelOf(dimension: Dimension, cell: DecodedCell, period: PeriodKind): string {
  const c = cell.coordinates;
  switch (dimension) {
    case Dimension.PERIOD:
      return periodLabel(cell, period);
    case Dimension.COUNTRY:
      return codeId('country', c.country);
    case Dimension.AREA:
      return c.area === 0 ? 'unknown' : (areaByNumber(c.area)?.id ?? 'unknown');
    case Dimension.SEGMENT:
      return c.segment === 0 ? 'unknown' : (segmentByNumber(c.segment)?.id ?? 'unknown');
    case Dimension.TYPE:
    case Dimension.EXACT_TYPE:
      return codeId('incidentType', c.type);
    case Dimension.TYPE_GROUP:
      return typeGroupOf(codeId('incidentType', c.type)).id;
    case Dimension.CAUSE:
      return c.cause === 0 ? 'none' : codeId('causeOfDeath', c.cause);
    case Dimension.PERPETRATOR:
      return codeId('perpetrator', c.perpetrator);
    case Dimension.METHOD:
      return codeId('smugglingMethod', c.method);
    case Dimension.PERSON_GROUP:
      return codeId('personGroup', c.personGroup);
    case Dimension.ORIGIN_REGION:
      return codeId('originRegion', c.originRegion);
    case Dimension.SHARE_WITH:
      return codeId('shareWith', c.shareWith);
    case Dimension.GROUP_SIZE:
      return codeId('groupSize', c.groupSize);
    case Dimension.SERVICE:
      return c.service === 0 ? 'none' : codeId('service', c.service);
    case Dimension.SOURCE_QUALITY:
      return c.sourceQuality === 0 ? 'unknown' : String(c.sourceQuality);
    case Dimension.PLACE_PRECISION:
      return codeId('placePrecision', c.placePrecision);
    case Dimension.UNSPECIFIED:
      return '';
    default:
      return dimension satisfies never;
  }
}

function codeId(list: ListName, number: number): string {
  return codeByNumber(list, number)?.id ?? 'unknown';
}

function periodLabel({ days, periods }: DecodedCell, period: PeriodKind): string {
  const known = periods.get(period);
  if (known !== undefined) return known;
  const named = periodOfDays(days, period);
  periods.set(period, named);
  return named;
}

/** The period of these days, or what is known of it where they reach over more than one. */
function periodOfDays(days: DayRange, period: PeriodKind): string {
  const label = LABELS[period];
  const first = label(days.from);
  if (first === label(days.to)) return first;
  return isoMonth(days.from) === isoMonth(days.to) ? `${isoMonth(days.from)}-?` : `${isoYear(days.from)}-?`;
}

const LABELS: Readonly<Record<PeriodKind, (day: number) => string>> = {
  [PeriodKind.UNSPECIFIED]: isoMonth,
  [PeriodKind.WEEK]: isoWeek,
  [PeriodKind.MONTH]: isoMonth,
  [PeriodKind.QUARTER]: isoQuarter,
  [PeriodKind.YEAR]: isoYear,
};
