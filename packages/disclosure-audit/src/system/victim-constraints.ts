import {
  codesOf,
  feasibilityInterval,
  sum,
  type TrueCell,
  VICTIMS_BY_GROUP_SIZE,
} from '@waylight/disclosure-control';
import { type LinearSystem, sumOf, type Term, type Variable } from './linear-system.ts';
import { type OwnCounts, type ReleaseVariables, variablesAt } from './release-variables.ts';

const NONE = { least: 0, most: 0 };
const sizeOf = (column: string) => VICTIMS_BY_GROUP_SIZE[column] ?? NONE;

/** Incidents by group size, and their victims. */
type SizeCounts = { readonly incidents: ReadonlyMap<string, number>; readonly victims: number };

/**
 * Constraints of a sum of victims combined with a table of group sizes. The victims of x incidents with 1, y
 * with 2 to 4, z with 5 to 9 and w with 10 or more are at least x + 2y + 5z + 10w. Without w they are at most
 * x + 4y + 9z, so a large sum discloses that a group of 10 or more exists. An organisation knows its own
 * victims, so the same bounds apply to the victims in the reports of others.
 *
 * The sum of a published row is limited by its released number. The sum of all other rows is limited by the
 * rest of the total.
 */
export function addVictimConstraints(
  linearSystem: LinearSystem,
  own: OwnCounts,
  cells: ReleaseVariables,
): void {
  const { table, drawn, cellsByOrganisation = new Map<string, readonly TrueCell[]>() } = cells.release;
  const { victims } = drawn;
  if (victims === undefined) return;
  const total = victims.total === null ? undefined : feasibilityInterval(victims.total, victims.roundingBase);
  const sums = codesOf(table.rows).map((row) => {
    const value = victims.rows[drawn.rows.indexOf(row)] ?? null;
    const limits =
      value === null
        ? { least: 0, most: total?.most ?? Number.POSITIVE_INFINITY }
        : feasibilityInterval(value, victims.roundingBase);
    const inRow = cells.release.cells.filter((cell) => cell.row === row);
    const variable = linearSystem.addVariable({ ...limits, start: countBySize(inRow).victims });
    if (Number.isFinite(limits.most)) {
      const parts = [...cellsByOrganisation].map(([name, part]) => {
        return { name, sizeCounts: countBySize(part.filter((cell) => cell.row === row)) };
      });
      addSizeConstraints(linearSystem, own, cells, { row, variable, most: limits.most, parts });
    }
    return { variable, value };
  });
  if (victims.total === null || total === undefined) return;
  linearSystem.addConstraint(sumOf(sums.map(({ variable }) => variable)), total);
  const left = sums.filter(({ value }) => value === null).map(({ variable }) => variable);
  const rest = victims.total - sum(sums.map(({ value }) => value ?? 0));
  if (left.length > 0)
    linearSystem.addConstraint(sumOf(left), feasibilityInterval(rest, victims.roundingBase));
}

type VictimSum = {
  readonly row: string;
  readonly variable: Variable;
  readonly most: number;
  /** Each organisation's own part. */
  readonly parts: readonly { readonly name: string; readonly sizeCounts: SizeCounts }[];
};

function addSizeConstraints(
  linearSystem: LinearSystem,
  own: OwnCounts,
  cells: ReleaseVariables,
  { row, variable, most, parts }: VictimSum,
): void {
  const columns = codesOf(cells.release.table.columns);
  /**
   * Maximum size of a group, limited by the sum of victims. Without that limit, a group of unlimited size
   * would make the upper bound infinite.
   */
  const atMost = (column: string): number => Math.min(sizeOf(column).most, most);
  const termsOf = (coefficient: (column: string) => number): Term[] =>
    columns.flatMap((column) => sumOf(variablesAt(cells, [row], [column]), coefficient(column)));
  const slacks = parts.map(({ name, sizeCounts: { incidents, victims } }) => {
    const by = (coefficient: (column: string) => number) =>
      sum([...incidents].map(([column, count]) => coefficient(column) * count));
    return { name, above: victims - by((column) => sizeOf(column).least), below: by(atMost) - victims };
  });
  // Slack variables let an attacker subtract the own part from both bounds.
  for (const side of ['above', 'below'] as const) {
    const slack = linearSystem.addVariable({
      least: 0,
      most: Number.POSITIVE_INFINITY,
      start: Math.max(0, ...slacks.map((part) => part[side])),
    });
    const terms =
      side === 'above'
        ? [...sumOf([variable]), ...termsOf((column) => -sizeOf(column).least)]
        : [...termsOf(atMost), ...sumOf([variable], -1)];
    linearSystem.addConstraint([...terms, ...sumOf([slack], -1)], {
      least: 0,
      most: Number.POSITIVE_INFINITY,
    });
    for (const part of slacks) if (part[side] > 0) own.get(part.name)?.set(slack, part[side]);
  }
}

function countBySize(cells: readonly TrueCell[]): SizeCounts {
  const incidents = new Map<string, number>();
  for (const { column, count } of cells) incidents.set(column, (incidents.get(column) ?? 0) + count);
  return { incidents, victims: sum(cells.map(({ victims = 0 }) => victims)) };
}
