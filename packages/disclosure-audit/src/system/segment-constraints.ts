import { type Axis, codeFor, codesOf, type PlannedTable } from '@waylight/disclosure-control';
import { commonGroups } from './common-codes.ts';
import { type LinearSystem, sumOf } from './linear-system.ts';
import { variablesIn } from './read-releases.ts';
import { keyOf, type ReleaseVariables } from './release-variables.ts';

/**
 * Returns the latent table of countries by segments for tables of one audience and period. Undefined if they are not by country
 * and by segment.
 */
export function latentTableOf(tables: readonly PlannedTable[]): PlannedTable | undefined {
  const axes = tables.flatMap(({ rows, columns }) => [rows, columns]);
  const rows = axes.find(({ dimension }) => dimension === 'country');
  const columns = axes.find(({ dimension }) => dimension === 'segment');
  const [first] = tables;
  if (rows === undefined || columns === undefined || first === undefined) return undefined;
  const { splits: _, partsOf: _none, ...shape } = first;
  return { ...shape, id: 'latent-country-segment', rows, columns };
}

/**
 * Relates tables of one period that split the region by country and by border segment. An incident at segment X-Y lies
 * in X or Y, because intake refuses other countries. The latent table of countries (rows) by segments (columns) has
 * the sums of both tables.
 *
 * Exceptions are chains of pushbacks, which may lie in a country of an earlier leg. The attacker may assume that there
 * are none, so a count of another country is from 0 to its true number. The rest also counts unknown countries.
 */
export function addSegmentConstraints(linearSystem: LinearSystem, tables: readonly ReleaseVariables[]): void {
  for (const latent of tables.filter(({ release }) => release.isLatent === true)) {
    const { table, period, audience } = latent.release;
    const released = tables.filter(
      ({ release }) =>
        release.isLatent !== true && release.period === period && release.audience === audience,
    );
    for (const axis of [table.rows, table.columns]) {
      const other = released.find((one) => axisOf(one, axis.dimension) !== undefined);
      if (other !== undefined) addEqualSums(linearSystem, axis, latent, other);
    }
    addStructuralZeros(linearSystem, latent);
  }
}

const axisOf = ({ release: { table } }: ReleaseVariables, dimension: string): Axis | undefined =>
  [table.rows, table.columns].find((axis) => axis.dimension === dimension);

function addEqualSums(
  linearSystem: LinearSystem,
  axis: Axis,
  latent: ReleaseVariables,
  other: ReleaseVariables,
): void {
  const { dimension } = axis;
  const axes = [axis, axisOf(other, dimension) ?? axis];
  for (const [ofLatent = [], ofOther = []] of commonGroups(axes))
    linearSystem.addConstraint(
      [
        ...sumOf(variablesIn(latent, { [dimension]: ofLatent })),
        ...sumOf(variablesIn(other, { [dimension]: ofOther }), -1),
      ],
      { least: 0, most: 0 },
    );
}

function addStructuralZeros(linearSystem: LinearSystem, latent: ReleaseVariables): void {
  const { rows, columns } = latent.release.table;
  for (const segment of codesOf(columns)) {
    const countries = countriesOf(segment).map((country) => codeFor(rows, country));
    if (countries.length === 0) continue;
    for (const row of codesOf(rows)) {
      const cell = latent.countByKey.get(keyOf(row, segment));
      if (cell === undefined || countries.includes(row) || ('rest' in rows && rows.rest === row)) continue;
      linearSystem.addConstraint(sumOf([cell.variable]), { least: 0, most: cell.truth });
    }
  }
}

/** The two countries of a segment such as "RS-HU"; empty for other codes, such as "not-at-border". */
function countriesOf(segment: string): readonly string[] {
  const match = /^([A-Z]{2})-([A-Z]{2})$/.exec(segment);
  return match === null ? [] : match.slice(1);
}
