import { describe, expect, it } from 'vitest';
import { occurredBetween } from './list-reports.ts';

describe('the days between which own reports are listed', () => {
  it('are the first of one period and the last of another', () => {
    expect(occurredBetween({ from: '2026-07', to: '2026-Q4' })).toEqual({
      from: '2026-07-01',
      to: '2026-12-31',
    });
    expect(occurredBetween({ from: '2024-02-29', to: '2024-02' })).toEqual({
      from: '2024-02-29',
      to: '2024-02-29',
    });
    expect(occurredBetween({ from: '2026-W01' })).toEqual({ from: '2025-12-29' });
    expect(occurredBetween({})).toEqual({});
  });

  it('are refused, with the flag and what it wants, where they are no period', () => {
    expect(() => occurredBetween({ from: 'July' })).toThrow('--from got "July"; it wants 2025');
    expect(() => occurredBetween({ to: '2026-02-30' })).toThrow('--to got "2026-02-30"');
  });
});
