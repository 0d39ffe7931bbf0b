import { periodDays } from '@waylight/calendar';
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
} from '@waylight/disclosure-control';
import { definitionOf } from './table-definition.ts';

/** Audience of a release. An unknown number from a later version is read as the narrowest audience. */
export function audienceOf({ audience }: Pick<ReleaseEvent, 'audience'>): Audience {
  return audienceOrNarrowest(audience);
}

/**
 * Signed event of a drawn table. It depends on no clock or randomness: the same draw, plan and key give the
 * same bytes, also after an interruption.
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
    isTrial,
    sign,
  }: {
    readonly plan: Pick<ReleasePlan, 'version'>;
    readonly isTrial: boolean;
    readonly sign: ReleaseSigner;
  },
): ReleaseEvent {
  const { fromDay, toDay } = periodDays(table.period, period);
  const { rows, columns, cells, rowTotals, columnTotals, total, notGiven, pooledRows, victims } =
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
    pooledRows: [...pooledRows],
    brokenDownTableId: table.splits?.table ?? '',
    breakdownThreshold: table.splits?.from ?? 0,
    definition: definitionOf(table),
    completeness: completeness.map(completenessEventOf),
    trial: isTrial,
    ...(victims === undefined
      ? {}
      : { victims: { ...victims, rows: [...victims.rows], notGiven: [...victims.notGiven] } }),
  });
  const { keyId, value } = sign(exportTable(event, audience));
  return { ...event, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
}

/**
 * A table of a single number has no margins. The margins of a breakdown are numbers of the table that it
 * breaks down.
 */
function marginsAreSums({ table, audience }: Pick<DrawnRelease, 'table' | 'audience'>): boolean {
  if (audience !== table.audience) return true;
  return table.partsOf !== undefined && table.splits === undefined && dimensionsOf(table).length > 0;
}
