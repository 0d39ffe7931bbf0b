import { describe, expect, it } from 'vitest';
import { parseOccurred } from './reports.ts';

describe('the days of --from and --to', () => {
  it('are the first day of one period and the last of another', () => {
    expect(parseOccurred({ from: '2026-07', to: '2026-Q4' })).toEqual({
      from: '2026-07-01',
      to: '2026-12-31',
    });
    expect(parseOccurred({ from: '2024-02-29', to: '2024-02' })).toEqual({
      from: '2024-02-29',
      to: '2024-02-29',
    });
    expect(parseOccurred({ from: '2026-W01' })).toEqual({ from: '2025-12-29', to: '' });
    expect(parseOccurred({})).toEqual({ from: '', to: '' });
  });

  it('are refused if the text is not a period, with the flag and the expected form', () => {
    expect(() => parseOccurred({ from: 'July' })).toThrow('--from got "July"; expected 2025');
    expect(() => parseOccurred({ to: '2026-02-30' })).toThrow('--to got "2026-02-30"');
  });
});
