import { LEAST_POOLED_ROWS } from '../draw/pooled-rows.ts';
import { POOLED_ROW } from '../plan/axis.ts';
import { type Coordinates, type ExportedTable, TOTAL } from './exported-table-schema.ts';
import { noticesOf } from './notices.ts';

/**
 * Returns the problems of an exported table: a wrong id, wrong dates, other notices, and wrong numbers. A number is wrong if it is not a multiple
 * of k, missing, duplicate, without a known code, or not the sum of its parts. Returns an empty list for a table as released.
 */
export function checkExportedTable(table: ExportedTable): string[] {
  const { k, dimensions, cells } = table;
  const names = Object.keys(dimensions);
  const problems: string[] = [];
  if (table.release !== `${table.table}.${table.period}.${table.audience}`)
    problems.push('the id is not that of its table, period and audience');
  if (table.from > table.to) problems.push('the period ends before it begins');
  if (JSON.stringify(table.notices) !== JSON.stringify(noticesOf(table)))
    problems.push('the notices are not those of its numbers');
  const withheld = new Set((table.notBrokenDown ?? []).map((coords) => describeCoordinates(names, coords)));
  const values = new Map<string, number>();
  for (const { coords, value } of cells) {
    const place = describeCoordinates(names, coords);
    const isKnown =
      Object.keys(coords).length === names.length &&
      names.every((name) => codesOfTree(dimensions[name]).includes(coords[name] ?? ''));
    if (!isKnown) problems.push(`${place}: has unknown coordinates`);
    else if (values.has(place)) problems.push(`${place}: occurs twice`);
    else values.set(place, value);
    if (value < 0 || value % k !== 0) problems.push(`${place}: ${value} is not a multiple of ${k}`);
  }
  for (const coords of allCoordinates(dimensions, names)) {
    const value = values.get(describeCoordinates(names, coords));
    if (value === undefined) {
      if (!withheld.has(describeCoordinates(names, coords)))
        problems.push(`${describeCoordinates(names, coords)}: is missing`);
      continue;
    }
    if (withheld.has(describeCoordinates(names, coords)))
      problems.push(`${describeCoordinates(names, coords)}: is listed as not broken down, and has a number`);
    for (const name of names) {
      const parts = dimensions[name]?.tree[coords[name] ?? ''];
      if (parts === undefined || parts.length === 0) continue;
      const numbers = parts.map((part) =>
        values.get(describeCoordinates(names, { ...coords, [name]: part })),
      );
      if (numbers.includes(undefined)) continue;
      const sum = numbers.reduce<number>((all, number) => all + (number ?? 0), 0);
      if (sum !== value)
        problems.push(`${describeCoordinates(names, coords)}: is ${value}, but adds up to ${sum} by ${name}`);
    }
  }
  return [...problems, ...checkPooledRows(table), ...checkVictims(table)];
}

/** Checks that a pooled row contains enough other rows. With two, whoever knows one of them would know the other. */
function checkPooledRows({ dimensions }: ExportedTable): string[] {
  return Object.entries(dimensions).flatMap(([name, { tree }]) => {
    const pooled = tree[POOLED_ROW];
    if (pooled === undefined) return [];
    const isKnown = pooled.every((code) => tree[TOTAL]?.includes(code));
    return isKnown && new Set(pooled).size >= LEAST_POOLED_ROWS
      ? []
      : [`${name}: ${POOLED_ROW} must contain at least ${LEAST_POOLED_ROWS} codes of the table`];
  });
}

/**
 * Checks sums of victims: by codes of one dimension and in total. They must add up if all are given, and must never exceed the
 * total.
 */
function checkVictims({ victims, dimensions }: ExportedTable): string[] {
  if (victims === undefined) return [];
  const problems: string[] = [];
  const values = new Map<string, number>();
  const [name = ''] = Object.keys(victims.sums[0]?.coords ?? {});
  for (const { coords, value } of victims.sums) {
    const place = `victims, ${describeCoordinates(Object.keys(coords), coords)}`;
    const code = coords[name] ?? '';
    if (Object.keys(coords).length !== 1 || !codesOfTree(dimensions[name]).includes(code))
      problems.push(`${place}: has unknown coordinates`);
    else if (values.has(code)) problems.push(`${place}: occurs twice`);
    values.set(code, value);
    if (value < 0 || value % victims.k !== 0)
      problems.push(`${place}: ${value} is not a multiple of ${victims.k}`);
  }
  const total = values.get(TOTAL);
  const parts = (dimensions[name]?.tree[TOTAL] ?? []).map((code) => values.get(code));
  const sum = parts.reduce<number>((all, value) => all + (value ?? 0), 0);
  if (total !== undefined && (sum > total || (sum < total && !parts.includes(undefined))))
    problems.push(`victims: the total is ${total}, but the sums add up to ${sum}`);
  return problems;
}

const describeCoordinates = (names: readonly string[], coords: Coordinates): string =>
  names.map((name) => `${name} ${coords[name] ?? '?'}`).join(', ');

/** Returns all codes of a dimension, both inner nodes and leaves of the tree. */
function codesOfTree(dimension: ExportedTable['dimensions'][string] | undefined): string[] {
  const tree = dimension?.tree ?? {};
  return [...new Set([...Object.keys(tree), ...Object.values(tree).flat()])];
}

function allCoordinates(dimensions: ExportedTable['dimensions'], names: readonly string[]): Coordinates[] {
  return names.reduce<Coordinates[]>(
    (places, name) =>
      places.flatMap((place) => codesOfTree(dimensions[name]).map((one) => ({ ...place, [name]: one }))),
    [{}],
  );
}
