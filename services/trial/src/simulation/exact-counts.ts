import { countTable } from '@waylight/aggregation';
import { type DaySpan, periodsInSpan } from '@waylight/calendar';
import {
  type Audience,
  audiencesOf,
  closesOn,
  codesOf,
  type PlannedTable,
  positionsOf,
  type ReleasePlan,
  releaseIdOf,
  TOTAL,
  type TrueCell,
} from '@waylight/disclosure-control';
import {
  type CellValue,
  type CountedEvent,
  contributionOf,
  EMPTY_CELL,
  encodeCell,
  forEachCell,
} from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';

/** The exact count behind one number of a release, with the coordinates of the exported release. */
export type ExactCount = {
  readonly release: string;
  readonly table: string;
  readonly period: string;
  readonly audience: Audience;
  readonly coords: Readonly<Record<string, string>>;
  readonly incidents: number;
  /** Stated victims; a report without a number adds 0. */
  readonly victims: number;
};

/** A report's content from a day on; without an event, its retraction. */
export type ReceivedEvent = {
  readonly day: number;
  readonly report: string;
  readonly event: CountedEvent | undefined;
};

/**
 * Counts events for each table of a plan and each period within a span of days, with the functions that count for a release. A
 * period counts what was received by its closing day; `events` are in order of receipt. A report counts for the audiences with
 * which it is shared; small audiences are not left out. Tables by week of receipt are left out, because a trial closes them
 * together with later months.
 */
export function exactCounts(
  { tables }: Pick<ReleasePlan, 'tables'>,
  span: DaySpan,
  events: readonly ReceivedEvent[],
): ExactCount[] {
  const cellsByDay = new Map<number, CellMap>();
  const cellsOn = (day: number): CellMap => {
    const cells = cellsByDay.get(day) ?? cellsOf(eventsUntil(events, day));
    cellsByDay.set(day, cells);
    return cells;
  };
  return tables
    .filter(({ dated }) => dated !== 'received')
    .flatMap((table) =>
      periodsInSpan(table.period, span).flatMap((period) =>
        audiencesOf(table).flatMap((audience) => {
          const counted = { cells: [cellsOn(closesOn(table, period))] };
          const cells = countTable({ table, tables }, audience, period, counted);
          const of = { release: releaseIdOf(table, period, audience), table: table.id, period, audience };
          return countsOf(table, cells).map((count) => ({ ...of, ...count }));
        }),
      ),
    );
}

/** The latest event of each report on a day, without retracted reports. */
export function eventsUntil(events: readonly ReceivedEvent[], day: number): Iterable<CountedEvent> {
  const latest = new Map(events.filter((one) => one.day <= day).map(({ report, event }) => [report, event]));
  return [...latest.values()].filter((event) => event !== undefined);
}

/** The cells of events, in the type of aggregation's store. */
export function cellsOf(events: Iterable<CountedEvent>): CellMap {
  const sums = new Map<string, Map<string, CellValue>>();
  for (const event of events)
    forEachCell(contributionOf(event), (bucket, field, victims) => {
      const fields = sums.get(bucket) ?? new Map<string, CellValue>();
      const before = fields.get(field) ?? EMPTY_CELL;
      const value = {
        reports: before.reports + 1,
        incidents: before.incidents + 1,
        victims: before.victims + victims,
      };
      sums.set(bucket, fields.set(field, value));
    });
  const stored = (value: CellValue): Uint8Array => Buffer.from(encodeCell(value) ?? '', 'latin1');
  return new Map(
    [...sums].map(([bucket, fields]) => [
      bucket,
      new Map([...fields].map(([field, value]) => [field, stored(value)])),
    ]),
  );
}

/** All cells of a table with margins and total, in the form of an exported release. */
function countsOf(
  { rows, columns }: PlannedTable,
  cells: readonly TrueCell[],
): Pick<ExactCount, 'coords' | 'incidents' | 'victims'>[] {
  const sums = new Map<string, { incidents: number; victims: number }>();
  for (const { row, column, count, victims = 0 } of cells)
    for (const at of [row, TOTAL].flatMap((r) => [column, TOTAL].map((c) => keyOf(r, c)))) {
      const { incidents, victims: before } = sums.get(at) ?? { incidents: 0, victims: 0 };
      sums.set(at, { incidents: incidents + count, victims: before + victims });
    }
  const [rowCodes, columnCodes] = [codesOf(rows), codesOf(columns)];
  return positionsOf({ dimension: rows.dimension, codes: rowCodes }).flatMap(({ coords: row, at: r }) =>
    positionsOf({ dimension: columns.dimension, codes: columnCodes }).map(({ coords: column, at: c }) => {
      const at = keyOf(rowCodes[r ?? -1] ?? TOTAL, columnCodes[c ?? -1] ?? TOTAL);
      return { coords: { ...row, ...column }, ...(sums.get(at) ?? { incidents: 0, victims: 0 }) };
    }),
  );
}

const keyOf = (row: string, column: string): string => `${row}/${column}`;
