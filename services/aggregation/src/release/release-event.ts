import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience as AudienceName,
  type DrawnFor,
  type DuePeriod,
  dimensionsOf,
  type ReleasePlan,
  releasedNumbersOf,
  releaseIdOf,
  releasePeriodDays,
} from '@waylight/disclosure-control';

const AUDIENCE: Readonly<Record<AudienceName, Audience>> = {
  partners: Audience.PARTNERS,
  network: Audience.NETWORK,
  authorities: Audience.AUTHORITIES,
  public: Audience.PUBLIC,
};

/**
 * Says a table that was drawn for a circle as an event. No clock and no chance: the same counts, plan and secret give the
 * same bytes, so that a release that was interrupted comes out as it would have.
 */
export function releaseEventOf(
  { table, audience, drawn }: DrawnFor,
  { period, closesOn }: Pick<DuePeriod, 'period' | 'closesOn'>,
  plan: Pick<ReleasePlan, 'version'>,
): ReleaseEvent {
  const { fromDay, toDay } = releasePeriodDays(table.period, period);
  const { rows, columns, cells, rowTotals, columnTotals, total, notGiven } = releasedNumbersOf(drawn);
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
    rows: [...rows],
    columnDimension: table.columns.dimension,
    columns: [...columns],
    cells: [...cells],
    rowTotals: [...rowTotals],
    columnTotals: [...columnTotals],
    total,
    unit: table.unit,
    marginsAreSums: marginsAreSums({ table, audience }),
    notGiven: [...notGiven],
    splitsTable: table.splits?.table ?? '',
    brokenDownFrom: table.splits?.from ?? 0,
  });
}

/** A single number has no margins, and those of a split are the numbers that it splits. */
function marginsAreSums({ table, audience }: Pick<DrawnFor, 'table' | 'audience'>): boolean {
  if (audience !== table.audience) return true;
  return table.partsOf !== undefined && table.splits === undefined && dimensionsOf(table).length > 0;
}
