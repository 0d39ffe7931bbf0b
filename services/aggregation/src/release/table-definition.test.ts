import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  audiencesOf,
  checkSignature,
  closesOn,
  codesOf,
  createReleaseSigner,
  DEFAULT_RELEASE_PLAN,
  type DrawnTable,
  exportTable,
  type PlannedTable,
  type ReleasePlan,
  releaseKeyOf,
} from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { releaseEventOf } from './release-event.ts';
import { createSigningKey } from './signing-key.ts';
import { plannedTableOf, UnknownTableError } from './table-definition.ts';

const PLAN = DEFAULT_RELEASE_PLAN;
const KEY = createSigningKey();
const KEYS = [releaseKeyOf(createPublicKey(KEY), '2030-01-01')];
const sign = createReleaseSigner(createPrivateKey(KEY));
const PERIODS = { week: '2025-W10', month: '2025-03', quarter: '2025-Q1', year: '2025' };

function drawnAs(table: PlannedTable): DrawnTable {
  const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
  return {
    tableId: table.id,
    period: PERIODS[table.period],
    roundingBase: PLAN.base,
    rows,
    columns,
    total: 0,
    cells: rows.map(() => columns.map(() => 0)),
    rowTotals: rows.map(() => 0),
    columnTotals: columns.map(() => 0),
  };
}

const eventsOf = (table: PlannedTable, plan: Pick<ReleasePlan, 'version'> = PLAN): ReleaseEvent[] =>
  audiencesOf(table).map((audience) =>
    releaseEventOf(
      { table, audience, drawn: drawnAs(table) },
      { period: PERIODS[table.period], closesOn: closesOn(table, PERIODS[table.period]) },
      { plan, isTrial: false, sign },
    ),
  );

describe('a release', () => {
  it.each(PLAN.tables.map((table) => [table.id, table] as const))(
    'of %s defines its counts on the log, to the last merged code',
    (_, table) => {
      // These parts do not change what a table counts: sums of victims and completeness.
      const { victims: _sums, completeness: _completeness, ...counts } = table;
      for (const event of eventsOf(table))
        expect(plannedTableOf(ReleaseEvent.decode(ReleaseEvent.encode(event).finish()))).toEqual(counts);
    },
  );

  const [EVENT] = eventsOf(PLAN.tables.find(({ id }) => id === 'country-typegroup-quarter')!);
  const { definition } = EVENT!;
  it.each<[string, Partial<ReleaseEvent>]>([
    ['is missing', { definition: undefined }],
    ['has no rows', { definition: { ...definition!, rows: undefined } }],
    ['has other rows than its numbers', { definition: { ...definition!, rows: definition!.columns } }],
    ['has a dimension that cells do not have', { rowDimension: 'weather' }],
    ['is for unknown audiences', { definition: { ...definition!, audiences: [99 as Audience] } }],
    [
      'has the id of a release for another audience',
      { releaseId: `${EVENT!.tableId}.${EVENT!.period}.public` },
    ],
  ])('has an unknown definition if it %s', (_, changed) => {
    expect(() => plannedTableOf({ ...EVENT!, ...changed })).toThrow(UnknownTableError);
  });

  it('is exported without its definition, which is not signed', () => {
    const [event] = eventsOf(PLAN.tables[0]!);
    const { audience } = PLAN.tables[0]!;
    const without = exportTable({ ...event!, definition: undefined } as ReleaseEvent, audience);
    expect(exportTable(event!, audience)).toEqual(without);
    expect(checkSignature(without, KEYS).kind).toBe('verified');
  });
});
