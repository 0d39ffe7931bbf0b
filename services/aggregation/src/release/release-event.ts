import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience as AudienceName,
  audiencesOf,
  codesOf,
  type DrawnFrom,
  type DuePeriod,
  drawPart,
  drawTable,
  type ReleasePlan,
  releaseIdOf,
  releasePeriodDays,
  type TrueCell,
} from '@waylight/disclosure-control';

const AUDIENCE: Readonly<Record<AudienceName, Audience>> = {
  partners: Audience.PARTNERS,
  network: Audience.NETWORK,
  authorities: Audience.AUTHORITIES,
  public: Audience.PUBLIC,
};

/**
 * Draws a table of a period for each of its circles, narrowest first, and says them as events. No clock and no chance beyond
 * the keyed draws: the same counts, plan and secret give the same bytes, so that a release that was interrupted comes out as
 * it would have. `cellsFor` gives the true counts that a circle may count; `parts`, of a table that is coupled to shorter periods, those of
 * them that were released.
 */
export function releaseEventsOf(
  { table, period, closesOn }: DuePeriod,
  plan: Pick<ReleasePlan, 'version' | 'base'>,
  secret: Uint8Array,
  cellsFor: (audience: AudienceName) => readonly TrueCell[],
  parts: readonly DrawnFrom[] = [],
): ReleaseEvent[] {
  const { fromDay, toDay } = releasePeriodDays(table.period, period);
  const axes = { rows: codesOf(table.rows), columns: codesOf(table.columns) };
  let narrower: DrawnFrom | undefined;
  return audiencesOf(table).map((audience) => {
    const cells = cellsFor(audience);
    const request = { secret, tableId: table.id, period, ...axes, cells };
    const drawn =
      narrower === undefined
        ? drawTable({ ...request, base: plan.base, parts })
        : drawPart({ ...request, audience, narrower });
    const isPart = narrower !== undefined;
    narrower = { drawn, cells };
    return ReleaseEvent.fromPartial({
      releaseId: releaseIdOf(table, period, audience),
      tableId: table.id,
      period,
      audience: AUDIENCE[audience],
      k: drawn.base,
      planVersion: plan.version,
      closedDay: closesOn,
      fromDay,
      toDay,
      rowDimension: table.rows.dimension,
      rows: [...drawn.rows],
      columnDimension: table.columns.dimension,
      columns: [...drawn.columns],
      cells: drawn.cells.flat(),
      rowTotals: [...drawn.rowTotals],
      columnTotals: [...drawn.columnTotals],
      total: drawn.total,
      unit: table.unit,
      marginsAreSums: isPart || table.partsOf !== undefined,
    });
  });
}
