import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import FILES from './files.json' with { type: 'json' };
import { drawValues } from './values.ts';

it('gives the same values for the same seed, and others for another', () => {
  expect(drawValues(7, 20)).toEqual(drawValues(7, 20));
  const both = [...drawValues(7, 20), ...drawValues(8, 20)];
  expect(new Set(both.map(({ secret }) => secret)).size).toBe(40);
  // Commands would read a negative number after `--seed` as a flag.
  expect(both.filter(({ seed }) => seed < 0)).toEqual([]);
});

it('contains every rare day in its first nine runs: the leap day, the ends of years, the daylight-saving changes', () => {
  const days = drawValues(1, 9).map(({ date }) => date.slice(0, 10));
  expect(days.toSorted()).toEqual([
    ...['2027-01-01', '2027-03-28', '2027-10-31', '2027-12-31'],
    ...['2028-01-01', '2028-02-29', '2028-03-26', '2028-10-29', '2028-12-31'],
  ]);
});

it('is spread over two years', () => {
  const dates = drawValues(3, 80).map(({ date }) => date);
  expect(new Set(dates.map((date) => date.slice(0, 7))).size).toBe(24);
  for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
});

it('repeats files that exist', () => {
  const exists = (file: string) => existsSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)));
  expect(FILES.filter((file) => !exists(file))).toEqual([]);
});
