import { describe, expect, it } from 'vitest';
import type { DrawnPeriod } from './drawn-periods.ts';
import { biasBound, type ClosedPeriod, summariseRedraws } from './redraws.ts';

const closed = (decision: Partial<DrawnPeriod['decision']>, closingMs = 10): ClosedPeriod => ({
  counted: { kind: 'month', period: '2025-01', tables: [], incidents: [], audiences: [], within: [] },
  drawn: {
    kind: 'month',
    period: '2025-01',
    released: [],
    latent: [],
    decision: { attempt: 0, mergedRows: {}, withheldTables: [], withheldVictims: [], ...decision },
    closingMs,
  },
});

describe('a summary of redraws', () => {
  it('counts the accepted draws, and all five of a period that lost something', () => {
    const [months] = summariseRedraws([
      closed({}),
      closed({ attempt: 2 }, 30),
      closed({ attempt: 1, mergedRows: { table: ['RS', 'BA'] }, withheldTables: ['other'] }),
    ]);
    expect(months).toMatchObject({
      periods: 3,
      acceptedAt: [1, 0, 1, 0, 0],
      merged: 1,
      withoutVictims: 0,
      // Draws: 1, 3 and 5.
      acceptance: 2 / 9,
      medianMs: 10,
      worst: { ms: 30, draws: 3 },
    });
    expect(months?.rows.lost).toBe(2);
    expect([...(months?.tables.ids ?? [])]).toEqual([['other', 1]]);
  });

  it('limits the bias by the largest error of rejected draws', () => {
    expect(biasBound(1)).toBe(0);
    expect(biasBound(0.8)).toBeCloseTo(1);
    expect(biasBound(0.1)).toBe(4);
  });
});
