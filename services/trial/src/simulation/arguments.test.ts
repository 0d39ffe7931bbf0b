import { dayNumber } from '@waylight/calendar';
import { expect, it } from 'vitest';
import { EXAMPLE_SEED } from '../example-months.ts';
import { parseArguments, USAGE } from './arguments.ts';

const TODAY = dayNumber(2026, 11, 28);
const parse = (...args: string[]) => parseArguments(args, TODAY);

it('has as defaults the months and seed of the example data of a region that starts today', () => {
  expect(parse('--out', 'a')).toEqual({
    out: 'a',
    months: { firstMonth: '2025-08', lastMonth: '2026-10' },
    seed: EXAMPLE_SEED,
  });
  expect(parse('--out', 'a', '--months', '24', '--last-month', '2025-12', '--seed', '7')).toEqual({
    out: 'a',
    months: { firstMonth: '2024-01', lastMonth: '2025-12' },
    seed: 7,
  });
  expect(parse('--help')).toBe('help');
  expect(USAGE).toContain('Example:\n  npm run simulate -- --out');
});

it.each([
  [['--months', '5'], '--out is missing: name a new or empty folder'],
  [['--out', 'a', '--months', '0'], '--months 0: give a whole number from 1 to 60'],
  [['--out', 'a', '--months', '61'], '--months 61: give a whole number from 1 to 60'],
  [['--out', 'a', '--months', '1.5'], '--months 1.5: give a whole number from 1 to 60'],
  [['--out', 'a', '--seed', '4294967296'], '--seed 4294967296: give a whole number from 0 to 4294967295'],
  [['--out', 'a', '--seed', 'x'], '--seed x: give a whole number from 0 to 4294967295'],
  [['--out', 'a', '--last-month', '2025-13'], '--last-month 2025-13: give a month such as 2025-12; no'],
  [['--out', 'a', '--last-month', '2025-Q4'], '--last-month 2025-Q4: give a month such as 2025-12; no'],
  [['--out', 'a', '--last-month', '2000-11'], '; no month may lie before 2000-01'],
  [['--out', 'a', '--last-month', '1000-01'], '; no month may lie before 2000-01'],
  [['--out', 'a', '--last'], "Unknown option '--last'"],
])('refuses %j with the problem and a remedy', (args, problem) => {
  expect(parse(...args)).toEqual({ problem: expect.stringContaining(problem) });
});
