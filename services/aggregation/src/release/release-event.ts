import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience as AudienceName,
  codesOf,
  type DuePeriod,
  drawTable,
  type ReleasePlan,
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
 * Draws a table of a period and says it as an event. No clock and no chance beyond the keyed draw: the same counts,
 * plan and secret give the same bytes, so that a release that was interrupted comes out as it would have.
 */
export function releaseEventOf(
  { releaseId, table, period, closesOn }: DuePeriod,
  plan: Pick<ReleasePlan, 'version' | 'base'>,
  secret: Uint8Array,
  cells: readonly TrueCell[],
): ReleaseEvent {
  const drawn = drawTable({
    secret,
    tableId: table.id,
    period,
    base: plan.base,
    rows: codesOf(table.rows),
    columns: codesOf(table.columns),
    cells,
  });
  const { fromDay, toDay } = releasePeriodDays(table.period, period);
  return ReleaseEvent.fromPartial({
    releaseId,
    tableId: table.id,
    period,
    audience: AUDIENCE[table.audience],
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
  });
}
