import {
  type DrawnNumber,
  type DrawnTable,
  feasibilityInterval,
  keyedUniform,
  POOLED_ROW,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, placeOf } from './counted-periods.ts';
import {
  type DisclosureCheck,
  type DrawnPeriod,
  drawPeriods,
  NO_CHECK,
  RELEASE_CHECK,
  releaseCheck,
} from './drawn-periods.ts';
import {
  derivedReading,
  exactReading,
  type Method,
  NO_READING,
  type Reading,
  type ReadPeriod,
  type ReadTable,
  readTable,
} from './readings.ts';
import { smallCountRounding } from './small-count-rounding.ts';
import { suppress } from './suppression.ts';

export const BASE = 5;

/** Derives the secret of the draws from the key of a method. */
const secretOf = (key: string): Uint8Array => Buffer.from(key.padEnd(32, '.'), 'utf8');

/** Waylight's releases: unbiased controlled rounding of linked tables, coupled to shorter periods, with disclosure audit. */
export const RELEASES: Method = {
  name: 'releases',
  publish: (periods, key) => publishDrawn(periods, key, RELEASE_CHECK),
};

/** The first draw of each period, without the audit, for thousands of draws. */
export const UNCHECKED_RELEASES: Method = {
  name: 'releases, first draw',
  publish: (periods, key) => publishDrawn(periods, key, NO_CHECK),
};

const publishDrawn = async (
  periods: readonly CountedPeriod[],
  key: string,
  checkDisclosure: DisclosureCheck,
): Promise<ReadPeriod[]> =>
  readDrawnPeriods(
    periods,
    await drawPeriods(periods, { secret: secretOf(key), base: BASE }, checkDisclosure),
  );

/** Draws periods as `RELEASES` does, but audits only some of them, and returns the decisions too. */
export const decidePeriods = (
  periods: readonly CountedPeriod[],
  key: string,
  isAudited: (period: CountedPeriod) => boolean,
  pairedOrganisations: number,
): Promise<DrawnPeriod[]> =>
  drawPeriods(periods, { secret: secretOf(key), base: BASE }, (period, counted) =>
    (isAudited(counted) ? releaseCheck(pairedOrganisations) : NO_CHECK)(period, counted),
  );

export function readDrawnPeriods(
  periods: readonly CountedPeriod[],
  drawn: readonly DrawnPeriod[],
): ReadPeriod[] {
  return periods.map(({ kind, period, tables }, n): ReadPeriod => {
    return {
      kind,
      period,
      tables: tables.map((counted) => {
        const found = drawn[n]?.released.find(
          ({ table, audience }) => table === counted.table && audience === counted.audience,
        );
        return found === undefined
          ? { ...readTable(counted, () => NO_READING), isWithheld: true }
          : readDrawn(counted, found.drawn);
      }),
    };
  });
}

/**
 * Every cell is less than the base from the exact count, and in members' tables also each row and the total. Columns are
 * so bounded only if the table breaks down no other and is coupled to none.
 */
function readDrawn({ table, audience, rows, columns }: CountedTable, drawn: DrawnTable): ReadTable {
  const bounded = (value: DrawnNumber | undefined): Reading =>
    typeof value === 'number'
      ? { reads: value, ...feasibilityInterval(value, drawn.roundingBase) }
      : NO_READING;
  const sums = (value: DrawnNumber | undefined): Reading =>
    typeof value === 'number' ? derivedReading(value) : NO_READING;
  const margin = audience === 'partners' ? bounded : sums;
  const column = table.splits === undefined && table.partsOf === undefined ? margin : sums;
  const at = rows.map((row) => drawn.rows.indexOf(row));
  const pooledRow = drawn.cells[drawn.rows.indexOf(POOLED_ROW)];
  return {
    table,
    audience,
    rows,
    columns,
    cells: at.map((r) => columns.map((_, c) => bounded(drawn.cells[r]?.[c]))),
    rowTotals: at.map((r) => margin(drawn.rowTotals[r])),
    columnTotals: columns.map((_, c) => {
      const total = drawn.columnTotals[c] ?? null;
      return total === null ? sums(columnSum(drawn, c)) : column(total);
    }),
    total: margin(drawn.total),
    ...(pooledRow === undefined ? {} : { pooledRow: pooledRow.map(bounded) }),
  };
}

/** A column that a reader can sum: each row is given, alone or in the pooled row. */
function columnSum({ rows, pooledRows = [], cells }: DrawnTable, c: number): DrawnNumber {
  const column = cells.map((row) => row[c] ?? null);
  const pooled = rows.indexOf(POOLED_ROW);
  const isComplete = rows.every(
    (row, r) =>
      r === pooled || column[r] !== null || (typeof column[pooled] === 'number' && pooledRows.includes(row)),
  );
  return isComplete ? column.reduce<number>((all, value) => all + (value ?? 0), 0) : null;
}

/**
 * Small count rounding of all tables of a period at once: the inner cells are the finest cross-classification that these
 * tables need. Each period is rounded independently, from its incidents.
 */
export const SMALL_COUNTS: Method = {
  name: 'small count rounding',
  publish: async (periods, key) =>
    periods.map((counted) => {
      const { kind, period, tables, incidents } = counted;
      const places = incidents.map((incident) => tables.map((table) => placeOf(table, incident, counted)));
      const byPlace = Map.groupBy(places, (place) => JSON.stringify(place));
      const inner = [...byPlace.values()];
      const published = tables.map((table) =>
        publishedCells(table, (_, n) => inner.map(([place]) => place?.[n]), tables),
      );
      const rounded = smallCountRounding(
        { inner: inner.map(({ length }) => length), published: published.flatMap(({ all }) => all) },
        { base: BASE, uniform: keyedUniform(secretOf(key), kind, period) },
      );
      return {
        kind,
        period,
        tables: tables.map((table, n) => {
          const cells = published[n]?.cells.map((row) =>
            row.map((of) => of.reduce((all, at) => all + (rounded[at] ?? 0), 0)),
          );
          // If nothing finer than its cells was rounded, a small cell is 0 or 5, and all others are exact.
          const isFinest = published[n]?.cells.every((row) => row.every((of) => of.length <= 1));
          const read = isFinest ? readSmallCount : derivedReading;
          return readTable({ ...table, cells: cells ?? [] }, (count, row, column) =>
            row < table.rows.length && column < table.columns.length ? read(count) : derivedReading(count),
          );
        }),
      };
    }),
};

function readSmallCount(count: number): Reading {
  if (count === 0) return { reads: 0, least: 0, most: BASE - 1 };
  return count === BASE ? { reads: count, least: 1, most: BASE } : exactReading(count);
}

type Placed = ReturnType<typeof placeOf>;

/** Returns for each cell and margin of a table the inner cells that it sums. */
function publishedCells(
  counted: CountedTable,
  placesIn: (table: CountedTable, n: number) => readonly Placed[],
  tables: readonly CountedTable[],
) {
  const { rows, columns } = counted;
  const cells = rows.map(() => columns.map((): number[] => []));
  placesIn(counted, tables.indexOf(counted)).forEach((place, at) => {
    if (place !== undefined) cells[rows.indexOf(place.row)]?.[columns.indexOf(place.column)]?.push(at);
  });
  const rowTotals = cells.map((row) => row.flat());
  const columnTotals = columns.map((_, c) => cells.flatMap((row) => row[c] ?? []));
  return { cells, all: [...cells.flat(), ...rowTotals, ...columnTotals, rowTotals.flat()] };
}

/** Cell suppression, each table independently. */
export const SUPPRESSION: Method = {
  name: 'suppression',
  publish: async (periods) =>
    periods.map(({ kind, period, tables }) => ({
      kind,
      period,
      tables: tables.map((counted) => {
        const isOpen = suppress(counted.cells, BASE);
        return readTable(counted, (count, row, column) =>
          isOpen[row]?.[column] ? exactReading(count) : NO_READING,
        );
      }),
    })),
};

/** The exact counts, as a reference for the other methods. */
export const EXACT: Method = {
  name: 'exact',
  publish: async (periods) =>
    periods.map(({ kind, period, tables }) => ({
      kind,
      period,
      tables: tables.map((counted) => readTable(counted, exactReading)),
    })),
};
