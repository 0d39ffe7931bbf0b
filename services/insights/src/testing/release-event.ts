import { audienceNumber } from '@waylight/contracts/audiences';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Completeness,
  codesOf,
  completenessEventOf,
  ONE_TABLE_PLAN,
} from '@waylight/disclosure-control';

/** Creates a release of the shipped table to members. Cells that are not given are 0. */
export function releaseEvent(period: string, cells: number[]): ReleaseEvent {
  const [table] = ONE_TABLE_PLAN.tables;
  if (table === undefined) throw new Error('the shipped plan has no table');
  const rows = [...codesOf(table.rows)];
  const columns = [...codesOf(table.columns)];
  const rowTotals = rows.map((_, r) =>
    columns.reduce((sum, _c, c) => sum + (cells[r * columns.length + c] ?? 0), 0),
  );
  const columnTotals = columns.map((_, c) =>
    rows.reduce((sum, _r, r) => sum + (cells[r * columns.length + c] ?? 0), 0),
  );
  return ReleaseEvent.fromPartial({
    releaseId: `${table.id}.${period}.partners`,
    tableId: table.id,
    period,
    audience: Audience.PARTNERS,
    roundingBase: 5,
    planVersion: 1,
    rowDimension: 'country',
    rows,
    columnDimension: 'typeGroup',
    columns,
    cells: rows.flatMap((_, r) => columns.map((_c, c) => cells[r * columns.length + c] ?? 0)),
    rowTotals,
    columnTotals,
    total: rowTotals.reduce((a, b) => a + b, 0),
    unit: 'incidents',
  });
}

/** The release of the same table and period to another audience. */
export function releaseForAudience(
  audienceName: 'network' | 'authorities' | 'public',
  members: ReleaseEvent,
  cells: number[],
): ReleaseEvent {
  const releaseId = members.releaseId.replace('partners', audienceName);
  return ReleaseEvent.fromPartial({
    ...releaseEvent(members.period, cells),
    releaseId,
    audience: audienceNumber(audienceName),
    marginsAreSums: true,
  });
}

/** Adds completeness to a release. */
export function withCompleteness(event: ReleaseEvent, entries: readonly Completeness[]): ReleaseEvent {
  // Protobuf messages encode shares as numbers.
  const completeness = entries.map(completenessEventOf) as ReleaseEvent['completeness'];
  return ReleaseEvent.fromPartial({ ...event, completeness });
}
