import { dayOfIsoDate } from '@waylight/calendar';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
import { nextCompletenessFor, nextNumbersFor } from './next-numbers.ts';
import type { PlannedTable } from './planned-table.ts';

const TODAY = dayOfIsoDate('2026-11-29')!;
const [ANY] = DEFAULT_RELEASE_PLAN.tables;
const table = (more: Partial<PlannedTable>): PlannedTable => ({ ...ANY!, alsoFor: undefined, ...more });
const month = { period: 'month', closesAfterDays: 21 } as const;
const quarter = { period: 'quarter', closesAfterDays: 42 } as const;
const PLAN = {
  from: '2025-11',
  tables: [
    table({ ...month, audience: 'partners', completeness: true }),
    table({ ...quarter, audience: 'authorities', alsoFor: ['public'] }),
  ],
};

describe('the next numbers', () => {
  it('of members are due on the day after the next period closes', () => {
    const next = { period: '2026-11', day: '2026-12-22', needsApproval: false };
    expect(nextNumbersFor(PLAN, 'partners', TODAY)).toEqual(next);
    // Members also read tables for other audiences, before their approval.
    const forPublic = { ...PLAN, tables: PLAN.tables.slice(1) };
    expect(nextNumbersFor(forPublic, 'partners', TODAY)).toMatchObject({ needsApproval: false });
  });

  it('of readers after approval are those of the next quarter, and come on that day or later', () => {
    const next = { period: '2026-Q4', day: '2027-02-12', needsApproval: true };
    for (const reader of ['network', 'authorities', 'public'] as const)
      expect(nextNumbersFor(PLAN, reader, TODAY)).toEqual(next);
  });

  it('of a reader without tables do not exist', () => {
    expect(nextNumbersFor({ ...PLAN, tables: PLAN.tables.slice(0, 1) }, 'public', TODAY)).toBeUndefined();
  });
});

it('completeness comes to organisations only', () => {
  const forAll = [table({ ...month, completeness: true, audience: 'network', alsoFor: ['public'] })];
  for (const reader of ['partners', 'network'] as const)
    expect(nextCompletenessFor({ ...PLAN, tables: forAll }, reader, TODAY)).toEqual({
      period: '2026-11',
      day: '2026-12-22',
      needsApproval: false,
    });
  for (const reader of ['authorities', 'public'] as const)
    expect(nextCompletenessFor({ ...PLAN, tables: forAll }, reader, TODAY)).toBeUndefined();
  expect(nextCompletenessFor(PLAN, 'network', TODAY)).toBeUndefined();
});
