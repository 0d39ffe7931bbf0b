import { describe, expect, it } from 'vitest';
import type { DrawnPeriod } from './drawn-periods.ts';
import { biasBound, type ClosedPeriod, summariseRedraws } from './redraws.ts';

const closed = (decision: Partial<DrawnPeriod['decision']>, draws: number, closingMs = 10): ClosedPeriod => ({
  counted: { kind: 'month', period: '2025-01', tables: [], incidents: [], audiences: [], within: [] },
  drawn: {
    kind: 'month',
    period: '2025-01',
    released: [],
    latent: [],
    decision: { attempt: 0, mergedRows: {}, withheldTables: [], withheldVictims: [], ...decision },
    draws,
    closingMs,
  },
});

describe('a summary of redraws', () => {
  it('counts the accepted draws, and all draws of a period that lost something', () => {
    const [months] = summariseRedraws([
      closed({}, 1),
      closed({ attempt: 2 }, 3, 30),
      closed({ attempt: 8 }, 9),
      closed({ attempt: 1, mergedRows: { table: ['RS', 'BA'] }, withheldTables: ['other'] }, 7),
    ]);
    expect(months).toMatchObject({
      periods: 4,
      acceptedAt: [1, 0, 1, 0, 0, 1],
      merged: 1,
      withoutVictims: 0,
      acceptance: 3 / 20,
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
