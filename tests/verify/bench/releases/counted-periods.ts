import { dayOfIsoDate, isCountedByWeek, periodDays, periodsWithin } from '@waylight/calendar';
import {
  ALL,
  type Audience,
  audiencesOf,
  closesOn,
  codeFor,
  codesOf,
  duePeriods,
  type PlannedTable,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import {
  type JournalEntry,
  type KnownReport,
  type ReportContent,
  selectReportsAsOf,
} from '@waylight/simulator';
import { codeById, groupSizeOf, typeGroupOf } from '@waylight/taxonomy';
import { audiencesOfPeriod, isShared, receivedOn } from './sharing.ts';

/** The exact counts of a table in a period, limited to the reports that an audience may count. */
export type CountedTable = {
  readonly table: PlannedTable;
  readonly audience: Audience;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly number[])[];
  /** Victims of the incidents in each cell. */
  readonly victims: readonly (readonly number[])[];
};

/** An incident to be counted; one without an organisation belongs to none. */
export type CountedIncident = ReportContent & { readonly organisation?: string };

/** The counts of a plan's tables in one of its periods, and the incidents behind them. */
export type CountedPeriod = {
  readonly kind: PlannedTable['period'];
  readonly period: string;
  readonly tables: readonly CountedTable[];
  readonly incidents: readonly CountedIncident[];
  /** Audiences that get the releases of the period. */
  readonly audiences: readonly Audience[];
  /** The current counts of the same incidents in the members' tables of the shorter periods within this one. */
  readonly within: readonly CountedPeriod[];
};

/** The moment of counting: when a period closed, or in the end, when nothing is late any more. */
export type Counting = 'at-closing' | 'in-the-end';

/**
 * Counts all periods of a plan in these years, in the order in which they close: months before their quarter, quarters
 * before their year. In the end a year counts the same as its months: incidents without a month are left out.
 */
export function countPeriods(
  plan: Pick<ReleasePlan, 'tables'>,
  {
    journal,
    years,
    counting,
    leaveOut = new Set(),
  }: {
    readonly journal: readonly JournalEntry[];
    readonly years: readonly string[];
    readonly counting: Counting;
    /** Ids of reports that are not counted. */
    readonly leaveOut?: ReadonlySet<string>;
  },
): CountedPeriod[] {
  const { tables } = plan;
  const count = (known: readonly KnownReport[]): CountedIncident[] =>
    known.flatMap(({ content, organisation, reportId }) =>
      leaveOut.has(reportId) || !isShared(content, 'partners') ? [] : [{ ...content, organisation }],
    );
  const inTheEnd = counting === 'in-the-end' ? count(selectReportsAsOf(journal)) : undefined;
  const kinds = PERIOD_KINDS.filter((kind) => tables.some(({ period }) => period === kind));
  const periods = kinds.flatMap((kind) =>
    years
      .flatMap((year) => periodsWithin(kind, 'year', year))
      .map((period) => {
        const ofKind = tables.filter((table) => table.period === kind);
        return { kind, period, ofKind };
      }),
  );
  const counted = periods.map(({ kind, period, ofKind }) => {
    const known = inTheEnd ?? count(selectReportsAsOf(journal, closingDayOf(ofKind, period)));
    const incidents = known.filter(
      ({ occurredOn }) =>
        isIn(kind, period, occurredOn) && (counting === 'at-closing' || occurredOn.includes('-')),
    );
    const audiences = audiencesOfPeriod(kind, incidents);
    const empty = ofKind.flatMap((table) =>
      audiencesOf(table)
        .filter((audience) => audiences.includes(audience))
        .map((audience) => emptyTable(table, audience)),
    );
    const within = kinds.slice(0, kinds.indexOf(kind)).flatMap((shorter) =>
      periodsWithin(shorter, kind, period).map((part) => ({
        kind: shorter,
        period: part,
        incidents: [],
        audiences,
        within: [],
        tables: tables
          .filter((table) => table.period === shorter)
          .map((table) => emptyTable(table, table.audience)),
      })),
    );
    return countMore({ kind, period, incidents: [], audiences, tables: empty, within }, incidents);
  });
  return inOrderOfClosing(counted);
}

const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;

const closingDayOf = (tables: readonly PlannedTable[], period: string): number =>
  Math.max(...tables.map((table) => closesOn(table, period)));

/** Sorts periods by the day when they close; of those that close on one day, the shortest comes first. */
export function inOrderOfClosing(periods: readonly CountedPeriod[]): CountedPeriod[] {
  const kinds: readonly CountedPeriod['kind'][] = ['week', ...PERIOD_KINDS];
  return periods
    .map((counted) => ({
      counted,
      closing: closingDayOf(
        counted.tables.map(({ table }) => table),
        counted.period,
      ),
    }))
    .sort((a, b) => a.closing - b.closing || kinds.indexOf(a.counted.kind) - kinds.indexOf(b.counted.kind))
    .map(({ counted }) => counted);
}

/** If only the year of an incident is known, it counts in that year alone. */
function isIn(kind: PlannedTable['period'], period: string, occurredOn: string): boolean {
  const [year = '', month] = occurredOn.split('-');
  if (kind === 'year') return year === period;
  if (month === undefined) return false;
  return period === (kind === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`);
}

/** A table without counts. */
export function emptyTable(table: PlannedTable, audience: Audience): CountedTable {
  const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
  const none = () => rows.map(() => columns.map(() => 0));
  return { table, audience, rows, columns, cells: none(), victims: none() };
}

/** Adds incidents to the counts of a period. */
export function countMore(counted: CountedPeriod, more: readonly CountedIncident[]): CountedPeriod {
  if (more.length === 0) return counted;
  const tables = counted.tables.map((one) => {
    const cells = one.cells.map((row) => [...row]);
    const victims = one.victims.map((row) => [...row]);
    for (const incident of more) {
      const place = placeOf(one, incident, counted);
      const r = one.rows.indexOf(place?.row ?? '');
      const c = one.columns.indexOf(place?.column ?? '');
      add(cells[r], c, 1);
      add(victims[r], c, incident.victims ?? 0);
    }
    return { ...one, cells, victims };
  });
  const within = counted.within.map((part) =>
    countMore(
      part,
      more.filter(({ occurredOn }) => isIn(part.kind, part.period, occurredOn)),
    ),
  );
  return { ...counted, tables, within, incidents: [...counted.incidents, ...more] };
}

function add(row: number[] | undefined, column: number, more: number): void {
  if (row !== undefined && column >= 0) row[column] = (row[column] ?? 0) + more;
}

/** Decides where an incident counts: the tables of a period, counted or read, and their audiences. */
export type Counted = { readonly tables: readonly Pick<CountedTable, 'table'>[] };

export type Place = { readonly row: string; readonly column: string };

/** Returns the place of an incident in a table; undefined if the table leaves it out, or the audience may not count it. */
export function placeOf(
  { table, audience }: Pick<CountedTable, 'table' | 'audience'>,
  incident: ReportContent,
  { tables }: Counted,
): Place | undefined {
  return isShared(incident, audience) ? placeIn(table, incident, tables) : undefined;
}

function placeIn(
  { rows, columns, splits }: PlannedTable,
  incident: ReportContent,
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

/** Outcomes of a service that the person did not get. */
const MISSED_OUTCOMES: readonly string[] = ['declined', 'unavailable'];

function codeOf(dimension: string, incident: ReportContent): string {
  switch (dimension) {
    case ALL:
      return ALL;
    case 'typeGroup':
      return typeGroupOf(codeById('incidentType', incident.type)?.id ?? 'unknown').id;
    case 'groupSize':
      return groupSizeOf(incident.victims);
    case 'exactType':
      return incident.type;
    case 'country':
    case 'area':
    case 'segment':
    case 'type':
    case 'perpetrator':
    case 'method':
    case 'personGroup':
    case 'originRegion':
    case 'serviceOutcome':
      return incident[dimension];
    case 'service':
      return MISSED_OUTCOMES.includes(incident.serviceOutcome) ? 'none' : incident.service;
    case 'unavailableService':
      return incident.serviceOutcome === 'unavailable' ? incident.service : 'none';
    default:
      throw new RangeError(`Simulated incidents have no dimension ${dimension}`);
  }
}

/** Counts the weeks of receipt of a plan, each as of the day when it closed. */
export function countWeeks(plan: ReleasePlan, journal: readonly JournalEntry[]): CountedPeriod[] {
  const received = receivedOn(journal);
  const last = journal.at(-1)?.day ?? 0;
  const weeks = duePeriods(plan, last, new Set()).filter(({ table }) => table.dated === 'received');
  return weeks.map(({ linkedTables, period, closesOn }) => {
    const { fromDay, toDay } = periodDays('week', period);
    const incidents = selectReportsAsOf(journal, closesOn).flatMap(({ reportId, organisation, content }) => {
      const day = received.get(reportId) ?? 0;
      const isCounted =
        day >= fromDay &&
        day <= toDay &&
        isCountedByWeek(dayOfIsoDate(content.occurredOn), day) &&
        isShared(content, 'partners');
      return isCounted ? [{ ...content, organisation }] : [];
    });
    const audiences = audiencesOfPeriod('week', incidents);
    const tables = linkedTables.flatMap((table) =>
      audiencesOf(table)
        .filter((audience) => audiences.includes(audience))
        .map((audience) => emptyTable(table, audience)),
    );
    return countMore({ kind: 'week', period, incidents: [], audiences, tables, within: [] }, incidents);
  });
}
