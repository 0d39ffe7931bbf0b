import { type Audience, audienceNumber, audienceOrNarrowest } from '@waylight/contracts/audiences';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  type Completeness,
  completenessEventOf,
  type DrawnRelease,
  type DuePeriod,
  dimensionsOf,
  exportTable,
  type ReleasePlan,
  type ReleaseSigner,
  releaseEventTableOf,
  releaseIdOf,
  releasePeriodDays,
} from '@waylight/disclosure-control';
import { definitionOf } from './table-definition.ts';

/** The circle that a release is for; one that this version does not know is read as the narrowest. */
export function audienceOf({ audience }: Pick<ReleaseEvent, 'audience'>): Audience {
  return audienceOrNarrowest(audience);
}

/**
 * Says a table that was drawn for a circle as a signed event. No clock and no chance: the same draw, plan and key give the
 * same bytes, so that a release that was interrupted comes out as it would have.
 */
export function releaseEventOf(
  { table, audience, drawn }: DrawnRelease,
  {
    period,
    closesOn,
    completeness = [],
  }: Pick<DuePeriod, 'period' | 'closesOn'> & { readonly completeness?: readonly Completeness[] },
  {
    plan,
    sign,
  }: { readonly plan: Pick<ReleasePlan, 'version' | 'leastAWeek'>; readonly sign: ReleaseSigner },
): ReleaseEvent {
  const { fromDay, toDay } = releasePeriodDays(table.period, period);
  const { rows, columns, cells, rowTotals, columnTotals, total, notGiven, victims } =
    releaseEventTableOf(drawn);
  const event = ReleaseEvent.fromPartial({
    releaseId: releaseIdOf(table, period, audience),
    tableId: table.id,
    period,
    audience: audienceNumber(audience),
    roundingBase: drawn.roundingBase,
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
    brokenDownTableId: table.splits?.table ?? '',
    breakdownThreshold: table.splits?.from ?? 0,
    definition: definitionOf(table, plan),
    completeness: completeness.map(completenessEventOf),
    ...(victims === undefined
      ? {}
      : { victims: { ...victims, rows: [...victims.rows], notGiven: [...victims.notGiven] } }),
  });
  // As whoever exports it will hold it against the signature; notices are said when it is read, and not signed.
  const { keyId, value } = sign(exportTable(event, audience, []));
  return { ...event, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
}

/** A single number has no margins, and those of a split are the numbers that it splits. */
function marginsAreSums({ table, audience }: Pick<DrawnRelease, 'table' | 'audience'>): boolean {
  if (audience !== table.audience) return true;
  return table.partsOf !== undefined && table.splits === undefined && dimensionsOf(table).length > 0;
}
