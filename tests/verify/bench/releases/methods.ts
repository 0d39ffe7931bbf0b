import {
  type DrawnNumber,
  type DrawnTable,
  feasibilityInterval,
  keyedUniform,
  POOLED_ROW,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, placeOf } from './counted-periods.ts';
import { type DisclosureCheck, drawPeriods, NO_CHECK, RELEASE_CHECK } from './drawn-periods.ts';
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

/** A secret of the draws for each key that a method is given. */
const secretOf = (key: string): Uint8Array => Buffer.from(key.padEnd(32, '.'), 'utf8');

/** Unbiased controlled rounding, splits, longer periods coupled to shorter ones, and the attack on them: what Waylight releases. */
export const RELEASES: Method = {
  name: 'releases',
  publish: (periods, key) => publishDrawn(periods, key, RELEASE_CHECK),
};

/**
 * The same with what would be withheld: for who draws thousands of times. An attacker sees more here than of releases; that a
 * table is missing says little, and nothing of the key.
 */
export const UNCHECKED_RELEASES: Method = {
  name: 'releases',
  publish: (periods, key) => publishDrawn(periods, key, NO_CHECK),
};

async function publishDrawn(
  periods: readonly CountedPeriod[],
  key: string,
  checkDisclosure: DisclosureCheck,
) {
  const drawn = await drawPeriods(periods, { secret: secretOf(key), base: BASE }, checkDisclosure);
  return periods.map(({ kind, period, tables }, n): ReadPeriod => {
    return {
      ...{ kind, period },
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
 * Every cell is less than the base from the truth, and of what members get each row and the total as well; columns are where the
 * table splits no other and is coupled to none.
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
    ...{ table, audience, rows, columns },
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

/** A column that a reader can add up: each row is given, or together with the others that are not. */
function columnSum({ rows, cells }: DrawnTable, c: number): DrawnNumber {
  const column = cells.map((row) => row[c] ?? null);
  const together = rows.indexOf(POOLED_ROW);
  const isComplete =
    typeof column[together] === 'number' || column.every((value, r) => value !== null || r === together);
  return isComplete ? column.reduce<number>((all, value) => all + (value ?? 0), 0) : null;
}

/**
 * Small count rounding of all tables of a period together: the inner cells are the finest cross that these tables need.
 * Each period by itself, from the incidents that it counts.
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
        ...{ kind, period },
        tables: tables.map((table, n) => {
          const cells = published[n]?.cells.map((row) =>
            row.map((of) => of.reduce((all, at) => all + (rounded[at] ?? 0), 0)),
          );
          // Where nothing finer than its cells was rounded, a small cell is 0 or 5, and all others are exact.
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

/** For each cell of a table, and for each of its margins, the inner cells that it adds up. */
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

/** Cell suppression, table by table. */
export const SUPPRESSION: Method = {
  name: 'suppression',
  publish: async (periods) =>
    periods.map(({ kind, period, tables }) => ({
      ...{ kind, period },
      tables: tables.map((counted) => {
        const isOpen = suppress(counted.cells, BASE);
        return readTable(counted, (count, row, column) =>
          isOpen[row]?.[column] ? exactReading(count) : NO_READING,
        );
      }),
    })),
};

/** The counts as they are, for what the others are worth. */
export const EXACT: Method = {
  name: 'exact',
  publish: async (periods) =>
    periods.map(({ kind, period, tables }) => ({
      ...{ kind, period },
      tables: tables.map((counted) => readTable(counted, exactReading)),
    })),
};
