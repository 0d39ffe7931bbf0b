import { periodKindOf } from '@waylight/calendar';
import { audienceByNumber, audienceNumber } from '@waylight/contracts/audiences';
import { Axis, CodeGroup, type ReleaseEvent, TableDefinition } from '@waylight/contracts/release';
import {
  audiencesOf,
  drawnTableOf,
  hasAxes,
  type PlannedTable,
  parsePlannedTable,
  releaseIdOf,
} from '@waylight/disclosure-control';
import { hasDimension } from './cell-codes.ts';

/**
 * Definition of a table, stored in its release. A later release may be compared with this one when the plan
 * has changed.
 */
export function definitionOf(table: PlannedTable): TableDefinition {
  return TableDefinition.fromPartial({
    rows: axisOf(table.rows),
    columns: axisOf(table.columns),
    audiences: audiencesOf(table).map(audienceNumber),
    componentTableId: table.partsOf ?? '',
  });
}

/**
 * Table of the plan at the time of a release. Today's plan may count something else under the same id.
 * @throws UnknownTableError if the release has no definition, or a definition that this version cannot count.
 */
export function plannedTableOf(event: ReleaseEvent): PlannedTable {
  const { definition, period } = event;
  if (definition === undefined) throw new UnknownTableError(event.releaseId);
  const { rows, columns, audiences, componentTableId } = definition;
  const kind = periodKindOf(period);
  const [audience, ...alsoFor] = audiences.map(audienceByNumber);
  const table = parsePlannedTable({
    id: event.tableId,
    layer: 'reports',
    unit: event.unit,
    period: kind,
    rows: plannedAxisOf(event.rowDimension, rows),
    columns: plannedAxisOf(event.columnDimension, columns),
    ...(kind === 'week' ? { dated: 'received' } : {}),
    closesAfterDays: event.closedDay - event.toDay,
    audience,
    ...(alsoFor.length > 0 ? { alsoFor } : {}),
    ...(componentTableId === '' ? {} : { partsOf: componentTableId }),
    ...(event.brokenDownTableId === ''
      ? {}
      : { splits: { table: event.brokenDownTableId, from: event.breakdownThreshold } }),
  });
  const isKnown =
    table !== undefined &&
    audiencesOf(table).some((to) => releaseIdOf(table, period, to) === event.releaseId) &&
    [table.rows, table.columns].every((axis) => hasDimension(axis.dimension, table.dated)) &&
    hasAxes(drawnTableOf(event), table);
  if (!isKnown) throw new UnknownTableError(event.releaseId);
  return table;
}

/**
 * The definition of a release is missing or unknown, so an audit cannot determine what it discloses when
 * combined with others.
 */
export class UnknownTableError extends Error {
  override readonly name = 'UnknownTableError';
  readonly code = 'UNKNOWN_TABLE';

  constructor(releaseId: string) {
    super(
      `the definition of ${releaseId} is unknown to this version: upgrade aggregation to the version that released it`,
    );
  }
}

type PlannedAxis = PlannedTable['rows'];
type Group = Pick<Extract<PlannedAxis, { values: unknown }>, 'values' | 'merged' | 'rest'>;

function axisOf(axis: PlannedAxis): Axis {
  if (!('within' in axis)) return Axis.fromPartial({ groups: [groupOf('', axis)] });
  const groups = Object.entries(axis.within).map(([within, group]) => groupOf(within, group));
  return Axis.fromPartial({ withinDimension: axis.of, groups });
}

function groupOf(within: string, { values, merged = {}, rest = '' }: Group): CodeGroup {
  return CodeGroup.fromPartial({
    within,
    values: [...values],
    rest,
    merged: Object.entries(merged).map(([into, codes]) => ({ into, codes: [...codes] })),
  });
}

/** The axis in the form of a plan. It is not validated. */
function plannedAxisOf(dimension: string, axis: Axis | undefined): object {
  const groups = (axis?.groups ?? []).map(({ within, values, rest, merged }) => ({
    within,
    group: {
      values,
      ...(merged.length > 0
        ? { merged: Object.fromEntries(merged.map((one) => [one.into, one.codes])) }
        : {}),
      ...(rest === '' ? {} : { rest }),
    },
  }));
  if (axis?.withinDimension === undefined || axis.withinDimension === '')
    return { dimension, ...groups[0]?.group };
  return {
    dimension,
    of: axis.withinDimension,
    within: Object.fromEntries(groups.map(({ within, group }) => [within, group])),
  };
}
