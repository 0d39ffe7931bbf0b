import { periodsWithin } from '@waylight/calendar';
import {
  AUDIENCES,
  type Audience,
  type Axis,
  dimensionsOf,
  isSameAxis,
  type PlannedTable,
  sum,
} from '@waylight/disclosure-control';
import { commonGroups } from './common-codes.ts';
import { type LinearSystem, sumOf } from './linear-system.ts';
import { codesAt, ownAt, type Place, variablesIn } from './read-releases.ts';
import { type OwnCounts, type ReleasedTable, type ReleaseVariables, truthAt } from './release-variables.ts';

/**
 * Relates each table to the tables of shorter periods within its period, by their common dimensions. The
 * table equals the sum of the tables for its own audience, if every shorter period has one. If one is
 * withheld or for another audience, the table is at least the sum of the tables that its readers have. It is
 * also at most the sum of all periods' tables for narrower audiences. If the plan of a shorter period has no
 * such table, one with the same dimensions replaces it.
 */
export function addPeriodConstraints(
  linearSystem: LinearSystem,
  own: OwnCounts,
  tables: readonly ReleaseVariables[],
): void {
  // Latent tables have no constraints of their own, so that they imply none either.
  const released = tables.filter(({ release }) => release.isLatent !== true);
  for (const longer of released) {
    const { table, period, audience } = longer.release;
    if (table.dated === 'received') continue;
    const within = released.filter(({ release }) => isWithin(release, longer.release));
    const byPeriod = Map.groupBy(within, ({ release }) => release.period);
    const added = new Set<string>();
    const ofSamePeriod = released.filter(
      ({ release }) => release.period === period && release.audience === audience,
    );
    for (const shorter of new Map(within.map(({ release }) => [release.table.id, release.table])).values()) {
      if (isImplied({ longer: table, shorter }, ofSamePeriod, within)) continue;
      const periods = periodsWithin(shorter.period, table.period, period);
      const partsFor = (audiences: readonly Audience[]): ReleaseVariables[] =>
        periods.flatMap((one) => findEquivalent(shorter, byPeriod.get(one) ?? [], audiences) ?? []);
      const addOnce = (relation: Relation, componentPeriods: readonly ReleaseVariables[]): void => {
        const key = [relation, ...componentPeriods.map(({ release }) => nameOfRelease(release))].join();
        if (componentPeriods.length > 0 && !added.has(key))
          addRelation({ linearSystem, own, longer, componentPeriods, relation });
        added.add(key);
      };
      const ofItsOwn = partsFor([audience]);
      if (ofItsOwn.length === periods.length) {
        addOnce('equal', ofItsOwn);
        continue;
      }
      const at = AUDIENCES.indexOf(audience);
      addOnce('at-least', partsFor(AUDIENCES.slice(at)));
      const ofAll = partsFor(AUDIENCES.slice(0, at + 1).toReversed());
      if (ofAll.length === periods.length) addOnce('at-most', ofAll);
    }
  }
}

/**
 * True if an earlier table of the longer or the shorter period has the same common dimensions. Tables of one
 * period have equal counts by their common dimensions, so that the relation of that table implies this one.
 */
function isImplied(
  { longer, shorter }: { readonly longer: PlannedTable; readonly shorter: PlannedTable },
  ofLongerPeriod: readonly ReleaseVariables[],
  ofShorterPeriods: readonly ReleaseVariables[],
): boolean {
  const common = dimensionsOf(longer).filter((dimension) => dimensionsOf(shorter).includes(dimension));
  const hasCommon = (one: PlannedTable, other: PlannedTable): boolean =>
    common.every((dimension) => {
      const [axis, otherAxis] = [axisOf(one, dimension), axisOf(other, dimension)];
      return axis !== undefined && otherAxis !== undefined && isSameAxis(axis, otherAxis);
    });
  const first = ofLongerPeriod.find(({ release }) => hasCommon(release.table, longer));
  if (first?.release.table !== longer) return true;
  const releasesOf = ({ id }: PlannedTable): string[] =>
    ofShorterPeriods.flatMap(({ release }) =>
      release.table.id === id ? [`${release.period}.${release.audience}`] : [],
    );
  const required = releasesOf(shorter);
  const firstShorter = ofShorterPeriods
    .map(({ release }) => release.table)
    .find((one) => {
      if (one.period !== shorter.period || !hasCommon(one, shorter)) return false;
      const released = new Set(releasesOf(one));
      return required.every((release) => released.has(release));
    });
  return firstShorter?.id !== shorter.id;
}

/**
 * Relation of a longer period's count to the sum of its component periods, except for late reports and
 * retractions.
 */
type Relation = 'equal' | 'at-least' | 'at-most';

const nameOfRelease = ({ table, period, audience }: ReleasedTable): string =>
  `${table.id}.${period}.${audience}`;

/**
 * Returns the table of a period, or one with the same dimensions, for the first of these audiences that has
 * one.
 */
function findEquivalent(
  { id, ...axes }: PlannedTable,
  ofPeriod: readonly ReleaseVariables[],
  audiences: readonly Audience[],
): ReleaseVariables | undefined {
  const dimensions = dimensionsOf(axes).join();
  for (const audience of audiences) {
    const ofAudience = ofPeriod.filter(({ release }) => release.audience === audience);
    const equivalent =
      ofAudience.find(({ release }) => release.table.id === id) ??
      ofAudience.find(({ release }) => dimensionsOf(release.table).join() === dimensions);
    if (equivalent !== undefined) return equivalent;
  }
  return undefined;
}

function isWithin(part: ReleasedTable, longer: ReleasedTable): boolean {
  const kinds = ['month', 'quarter', 'year'];
  return (
    part.table.dated !== 'received' &&
    kinds.indexOf(part.table.period) < kinds.indexOf(longer.table.period) &&
    periodsWithin(part.table.period, longer.table.period, longer.period).includes(part.period)
  );
}

type PeriodRelation = {
  readonly linearSystem: LinearSystem;
  readonly own: OwnCounts;
  readonly longer: ReleaseVariables;
  readonly componentPeriods: readonly ReleaseVariables[];
  readonly relation: Relation;
};

function addRelation({ linearSystem, own, longer, componentPeriods, relation }: PeriodRelation): void {
  const all = [longer, ...componentPeriods];
  /** Equal places in each table. The place of the longer period comes first. */
  const places = dimensionsOf(longer.release.table).reduce<Place[][]>(
    (before, dimension) => {
      const axes = all.flatMap(({ release }) => axisOf(release.table, dimension) ?? []);
      const groups = axes.length < all.length ? [] : commonGroups(axes);
      if (groups.length === 0) return before;
      return before.flatMap((same) =>
        groups.map((group) => same.map((place, n) => ({ ...place, [dimension]: group[n] ?? [] }))),
      );
    },
    [all.map(() => ({}))],
  );
  for (const [place = {}, ...inParts] of places) {
    const ofLonger = variablesIn(longer, place);
    const ofParts = componentPeriods.flatMap((part, n) => variablesIn(part, inParts[n] ?? {}));
    const before = sum(componentPeriods.map((part, n) => truthOf(part, inParts[n] ?? {})));
    const late = truthOf(longer, place) - before;
    const terms = [...sumOf(ofLonger), ...sumOf(ofParts, -1)];
    const { least, most } = limitsOf(relation, late);
    const isOneSided = late > 0 ? least === 0 : most === 0;
    if (late === 0 || !isOneSided) {
      linearSystem.addConstraint(terms, { least, most });
      continue;
    }
    // The change is a separate variable, because an organisation knows its own late reports or retractions in
    // it.
    const sign = Math.sign(late);
    const changed = linearSystem.addVariable({
      least: 0,
      most: late > 0 ? most : -least,
      start: Math.abs(late),
    });
    linearSystem.addConstraint([...terms, ...sumOf([changed], -sign)], { least: 0, most: 0 });
    for (const name of new Set(
      [longer, ...componentPeriods].flatMap(({ ownCounts }) => [...ownCounts.keys()]),
    )) {
      const ownBefore = sum(componentPeriods.map((part, n) => ownIn(part, name, inParts[n] ?? {})));
      const ownChange = Math.min(Math.abs(late), sign * (ownIn(longer, name, place) - ownBefore));
      if (ownChange > 0) own.get(name)?.set(changed, ownChange);
    }
  }
}

/**
 * Allows that no report was late or retracted, because attackers may assume that, and keeps the truth
 * feasible.
 */
function limitsOf(relation: Relation, late: number): { readonly least: number; readonly most: number } {
  return {
    least: relation === 'at-most' ? Number.NEGATIVE_INFINITY : Math.min(0, late),
    most: relation === 'at-least' ? Number.POSITIVE_INFINITY : Math.max(0, late),
  };
}

const axisOf = ({ rows, columns }: PlannedTable, dimension: string): Axis | undefined =>
  [rows, columns].find((axis) => axis.dimension === dimension);

function truthOf(cells: ReleaseVariables, place: Place): number {
  const { rows, columns } = cells.release.table;
  return truthAt(cells, codesAt(rows, place), codesAt(columns, place));
}

function ownIn(cells: ReleaseVariables, name: string, place: Place): number {
  const { rows, columns } = cells.release.table;
  return ownAt(cells, name, codesAt(rows, place), codesAt(columns, place));
}
