import { dayOfIsoDate } from '@waylight/calendar';
import {
  ALL,
  type Audience,
  audiencesOf,
  closesOn,
  codeFor,
  codesOf,
  countsFor,
  type PlannedTable,
  type ReleasePlan,
  releaseMonthOf,
  releasePeriodsWithin,
  SHARE_WITH,
} from '@waylight/disclosure-control';
import { type JournalEntry, type KnownReport, knownOn, type StatedIncident } from '@waylight/simulator';
import { codeById, typeGroupOf } from '@waylight/taxonomy';

/** The true counts of a table in a period, as far as a circle of readers may count them. */
export type CountedTable = {
  readonly table: PlannedTable;
  readonly audience: Audience;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly number[])[];
};

/** What the tables of a plan count in one of its periods, and the incidents behind them. */
export type CountedPeriod = {
  readonly kind: PlannedTable['period'];
  readonly period: string;
  readonly tables: readonly CountedTable[];
  readonly incidents: readonly StatedIncident[];
};

/** When a period is counted: as it was known when it closed, or as it is in the end, when nothing is late any more. */
export type Counting = 'at-closing' | 'in-the-end';

/**
 * Counts all periods of a plan in these years, in the order in which they close: months before their quarter, quarters before
 * their year. In the end a year counts what its months do: incidents of which the year alone is known are left out.
 */
export function countPeriods(
  { tables }: Pick<ReleasePlan, 'tables'>,
  {
    journal,
    years,
    counting,
  }: {
    readonly journal: readonly JournalEntry[];
    readonly years: readonly string[];
    readonly counting: Counting;
  },
): CountedPeriod[] {
  const inTheEnd = counting === 'in-the-end' ? partnersReports(knownOn(journal)) : undefined;
  const kinds = KINDS.filter((kind) => tables.some(({ period }) => period === kind));
  const periods = kinds.flatMap((kind) =>
    years
      .flatMap((year) => releasePeriodsWithin(kind, 'year', year))
      .map((period) => {
        const ofKind = tables.filter((table) => table.period === kind);
        const closing = Math.max(...ofKind.map((table) => closesOn(table, period)));
        return { kind, period, ofKind, closing };
      }),
  );
  return periods
    .sort((a, b) => a.closing - b.closing || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    .map(({ kind, period, ofKind, closing }) => {
      const known = inTheEnd ?? partnersReports(knownOn(journal, closing));
      const incidents = known.filter(
        ({ occurredOn }) =>
          isIn(kind, period, occurredOn) && (counting === 'at-closing' || occurredOn.length > YEAR_ALONE),
      );
      const counted = ofKind.flatMap((table) =>
        audiencesOf(table).map((audience) => emptyTable(table, audience)),
      );
      return countMore({ kind, period, incidents: [], tables: counted }, incidents);
    });
}

const KINDS = ['month', 'quarter', 'year'] as const;
const YEAR_ALONE = 'yyyy'.length;
const DAY = 'yyyy-mm-dd'.length;

/** A day counts in the month of release that it lies in, a month in that of its name, a year in years alone. */
function isIn(kind: PlannedTable['period'], period: string, occurredOn: string): boolean {
  if (occurredOn.length === YEAR_ALONE) return kind === 'year' && occurredOn === period;
  const day = occurredOn.length === DAY ? dayOfIsoDate(occurredOn) : undefined;
  const month = day === undefined ? occurredOn : releaseMonthOf(day);
  const [year, number] = [month.slice(0, YEAR_ALONE), Number(month.slice('yyyy-'.length))];
  if (kind === 'month') return month === period;
  return period === (kind === 'year' ? year : `${year}-Q${Math.ceil(number / 3)}`);
}

function partnersReports(known: readonly KnownReport[]): StatedIncident[] {
  return known.map(({ says }) => says).filter((says) => isShared(says, 'partners'));
}

/** Whether a report counts in what is released to a circle. */
export function isShared(says: StatedIncident, audience: Audience): boolean {
  const shareWith = SHARE_WITH.find((one) => one === says.shareWith);
  return shareWith !== undefined && countsFor(audience, shareWith);
}

function emptyTable(table: PlannedTable, audience: Audience): CountedTable {
  const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
  return { table, audience, rows, columns, cells: rows.map(() => columns.map(() => 0)) };
}

/** A period that counts more incidents. */
export function countMore(counted: CountedPeriod, more: readonly StatedIncident[]): CountedPeriod {
  if (more.length === 0) return counted;
  const tables = counted.tables.map((one) => {
    const cells = one.cells.map((row) => [...row]);
    for (const incident of more) {
      const place = placeOf(one, incident, counted.tables);
      const row = cells[one.rows.indexOf(place?.row ?? '')];
      const c = one.columns.indexOf(place?.column ?? '');
      if (row && c >= 0) row[c] = (row[c] ?? 0) + 1;
    }
    return { ...one, cells };
  });
  return { ...counted, tables, incidents: [...counted.incidents, ...more] };
}

export type Place = { readonly row: string; readonly column: string };

/**
 * Where an incident counts in a table, as one of the tables of its period; undefined where the table leaves it out, or the
 * circle may not count it.
 */
export function placeOf(
  { table, audience }: Pick<CountedTable, 'table' | 'audience'>,
  incident: StatedIncident,
  tables: readonly Pick<CountedTable, 'table'>[],
): Place | undefined {
  return isShared(incident, audience) ? placeIn(table, incident, tables) : undefined;
}

function placeIn(
  { rows, columns, splits }: PlannedTable,
  incident: StatedIncident,
  tables: readonly Pick<CountedTable, 'table'>[],
): Place | undefined {
  const whole = tables.find(({ table }) => table.id === splits?.table)?.table;
  const above = whole && placeIn(whole, incident, tables);
  const parent =
    'within' in columns ? (whole?.rows.dimension === columns.of ? above?.row : above?.column) : undefined;
  const row = codeFor(rows, codeOf(rows.dimension, incident));
  const column = codeFor(columns, codeOf(columns.dimension, incident), parent);
  return row === undefined || column === undefined ? undefined : { row, column };
}

function codeOf(dimension: string, incident: StatedIncident): string {
  switch (dimension) {
    case ALL:
      return ALL;
    case 'typeGroup':
      return typeGroupOf(codeById('incidentType', incident.type)?.id ?? 'unknown').id;
    case 'country':
    case 'area':
    case 'segment':
    case 'type':
    case 'perpetrator':
    case 'method':
    case 'personGroup':
    case 'originRegion':
      return incident[dimension];
    default:
      throw new RangeError(`Simulated incidents have no dimension ${dimension}`);
  }
}
