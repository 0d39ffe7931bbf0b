import { type Axis, codesOf } from '@waylight/disclosure-control';
import { type LinearSystem, sumOf } from './linear-system.ts';
import { type ReleaseVariables, variablesAt } from './release-variables.ts';

/** Outcomes of an incident without a service that counts. */
const WITHOUT_SERVICE = ['declined', 'unavailable', 'none'];

/**
 * Relates tables of one period with the same rows that count services:
 *
 * - An incident counts under the service `none` if its best outcome is declined, unavailable or none.
 * - An incident whose best outcome is unavailable counts under an unavailable service.
 * - An incident with an unavailable service has an outcome: its best outcome is not none.
 */
export function addServiceConstraints(linearSystem: LinearSystem, tables: readonly ReleaseVariables[]): void {
  const released = tables.filter(({ release }) => release.isLatent !== true);
  for (const outcomes of released.filter((one) => columnsOf(one).dimension === 'serviceOutcome'))
    for (const other of released.filter((one) => hasSameRows(one, outcomes))) {
      const { dimension } = columnsOf(other);
      for (const row of codesOf(outcomes.release.table.rows)) {
        const at = (cells: ReleaseVariables, columns: readonly string[]) =>
          variablesAt(cells, [row], columns);
        if (dimension === 'service' && WITHOUT_SERVICE.every((code) => isAlone(columnsOf(outcomes), code)))
          linearSystem.addConstraint(
            [...sumOf(at(other, ['none'])), ...sumOf(at(outcomes, WITHOUT_SERVICE), -1)],
            { least: 0, most: 0 },
          );
        if (dimension !== 'unavailableService') continue;
        const unavailable = sumOf(at(other, codesBut(other, 'none')));
        if (isAlone(columnsOf(outcomes), 'unavailable'))
          linearSystem.addConstraint([...unavailable, ...sumOf(at(outcomes, ['unavailable']), -1)], {
            least: 0,
            most: Number.POSITIVE_INFINITY,
          });
        if (isAlone(columnsOf(outcomes), 'none'))
          linearSystem.addConstraint(
            [...unavailable, ...sumOf(at(outcomes, codesBut(outcomes, 'none')), -1)],
            {
              least: Number.NEGATIVE_INFINITY,
              most: 0,
            },
          );
      }
    }
}

const codesBut = (cells: ReleaseVariables, left: string): string[] =>
  codesOf(columnsOf(cells)).filter((code) => code !== left);

const columnsOf = ({ release }: ReleaseVariables): Axis => release.table.columns;

function hasSameRows({ release: one }: ReleaseVariables, { release: other }: ReleaseVariables): boolean {
  return (
    one.period === other.period &&
    one.audience === other.audience &&
    one.table.rows.dimension === other.table.rows.dimension &&
    codesOf(one.table.rows).join() === codesOf(other.table.rows).join()
  );
}

/** True if a column counts this code and no other. */
const isAlone = (axis: Axis, code: string): boolean =>
  'values' in axis &&
  axis.values.includes(code) &&
  axis.merged?.[code] === undefined &&
  !Object.values(axis.merged ?? {}).some((from) => from.includes(code));
