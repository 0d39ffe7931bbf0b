import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releasePeriodsWithin } from '@waylight/disclosure-control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waylight } from './command-line.ts';
import { startTrialRegion, type TrialRegion } from './trial-region.ts';

const LONG_MS = 180_000;
const MONTHLY = 'country-typegroup-month';
/** The tables of a quarter that are held against its months. */
const OF_QUARTER = ['country-typegroup-quarter', 'country-persongroup-quarter'];

type Cell = { coords: Record<string, string>; value: number; true?: number };
type Exported = { cells: Cell[]; notices: string[]; k: number; marginsAreSums?: true; table: string };

let region: TrialRegion;
let ids: string[];

const run = (...args: string[]) => waylight(region.dataDir, args);

beforeAll(async () => {
  region = await startTrialRegion('example');
  const listed = await run('release', 'list', '--format', 'json');
  const releases = JSON.parse(listed.out) as { id: string; period: string }[];
  const isReleased = (table: string) => (period: string) =>
    releases.some(({ id }) => id === `${table}.${period}.partners`);
  const periods = (form: RegExp) =>
    releases.map(({ period }) => period).filter((period) => form.test(period));
  const month = periods(/^\d+-\d+$/).find(isReleased(MONTHLY));
  // A table that would tell small counts is withheld, which the draw decides: a quarter whose tables and months are there.
  const quarter = periods(/Q/).find(
    (period) =>
      [...OF_QUARTER, 'country-quarter'].every((table) => isReleased(table)(period)) &&
      releasePeriodsWithin('month', 'quarter', period).every(isReleased(MONTHLY)),
  );
  // Everything of the first month, of the first such quarter and of the last week.
  const wanted = [month, quarter, periods(/W/).at(-1)];
  ids = releases.filter(({ period }) => wanted.includes(period)).map(({ id }) => id);
}, LONG_MS);
afterAll(() => region?.stop());

async function exported(id: string, ...flags: string[]): Promise<{ text: string; tables: Exported[] }> {
  const { code, out, err } = await run('release', 'export', id, ...flags);
  expect(code, err).toBe(0);
  return { text: out, tables: JSON.parse(out) as Exported[] };
}

describe('the truth behind the releases of a trial', () => {
  it('stands beside each number, which is less than k from it, and all else is as ever', {
    timeout: LONG_MS,
  }, async () => {
    expect(ids.length).toBeGreaterThan(10);
    let above = 0;
    for (const id of ids) {
      const normal = await exported(id);
      const { tables } = await exported(id, '--with-truth');
      expect(tables).toHaveLength(1);
      const [{ cells, notices, ...rest }] = tables as [Exported];
      for (const { coords, value, true: truth } of cells) {
        above += truth ?? 0;
        const codes = Object.values(coords);
        const isOfSeveral = rest.marginsAreSums === true || codes.includes('not-broken-down');
        if (!isOfSeveral || !codes.includes('TOTAL'))
          expect(Math.abs(value - (truth ?? Number.NaN)), id).toBeLessThan(rest.k);
      }
      expect(notices.at(-1)).toContain('this file is to judge releases by, and is none');
      const plain = JSON.stringify(tables, (key, value) => (key === 'true' ? undefined : value));
      const last = `,${JSON.stringify(notices.at(-1))}`;
      expect(`${plain.replace(last, '')}\n`, id).toBe(normal.text);
    }
    expect(above).toBeGreaterThan(1_000);
  });

  it('makes a file that verifies as no release', async () => {
    const file = join(region.dataDir, 'with-truth.json');
    await writeFile(file, (await exported(ids[0] ?? '', '--with-truth')).text);
    const { code, err } = await run('release', 'verify', file);
    expect([code, err]).toEqual([3, expect.stringContaining('is no release')]);
  });
});

describe('late and corrections of a quarter', () => {
  type Numbers = { coords: Record<string, string>; value: number; roundingAtMost: number }[];

  it('are its numbers less those of its months, and no further from the truth than they say', {
    timeout: LONG_MS,
  }, async () => {
    const quarters = ids.filter(
      (id) => OF_QUARTER.some((table) => id.startsWith(`${table}.`)) && id.endsWith('.partners'),
    );
    expect(quarters).toHaveLength(2);
    const truths = new Map<string, Cell[]>();
    const truthOf = async (id: string): Promise<Cell[]> => {
      const known = truths.get(id) ?? (await exported(id, '--with-truth')).tables[0]?.cells ?? [];
      truths.set(id, known);
      return known;
    };
    for (const id of quarters) {
      const { out } = await run('release', 'show', id, '--json');
      const { parts, numbers } = JSON.parse(out).lateAndCorrections as { parts: string[]; numbers: Numbers };
      expect(parts).toHaveLength(3);
      // Of person groups the months say nothing by country: countries and the total are left.
      const isByGroup = id.startsWith('country-typegroup');
      const dimensions = numbers.map(({ coords }) => Object.keys(coords).join());
      expect(new Set(dimensions)).toEqual(new Set([isByGroup ? 'country,typeGroup' : 'country']));
      expect(numbers.length).toBeGreaterThan(isByGroup ? 10 : 3);
      for (const { coords, value, roundingAtMost } of numbers) {
        const at = (cells: Cell[]) =>
          cells.find((cell) =>
            Object.entries(cell.coords).every(([name, code]) => code === (coords[name] ?? 'TOTAL')),
          );
        const whole = at(await truthOf(id));
        const months = await Promise.all(parts.map(async (part) => at(await truthOf(part))));
        const less = (of: (cell: Cell | undefined) => number) =>
          months.reduce((rest, month) => rest - of(month), of(whole));
        expect(value).toBe(less((cell) => cell?.value ?? Number.NaN));
        expect(roundingAtMost).toBe(16);
        expect(Math.abs(value - less((cell) => cell?.true ?? Number.NaN))).toBeLessThanOrEqual(16);
      }
    }
  });

  it('stand under the table, with what of them may be rounding', async () => {
    const id = ids.find((one) => one.startsWith('country-quarter.') && one.endsWith('.partners')) ?? '';
    const { out } = await run('release', 'show', id);
    expect(out).toContain('Late and corrections: these numbers less the 3 of country-typegroup-month');
    expect(out).toMatch(/^country +late and corrections$/m);
    expect(out).toMatch(/^MK +(\+\d+|−\d+|0)$/m);
    expect(out).toMatch(/Of each at most ±16 is rounding: of (\+|−)?\d+ at most ±16\./);
    const month = ids.find((one) => one.startsWith('country-typegroup-month.')) ?? '';
    expect((await run('release', 'show', month)).out).not.toContain('Late and corrections');
  });
});

describe('the receipt of a simulated report', () => {
  it('says in which months and quarters it was released and to whom, and no week before that of its receipt', async () => {
    const [quarter = ''] = ids.flatMap((id) => /\.(\d{4}-Q\d)\./.exec(id)?.[1] ?? []);
    const month = `${quarter.slice(0, 4)}-${String(Number(quarter.slice(-1)) * 3 - 1).padStart(2, '0')}`;
    // These days lie in the month of release of that name.
    const days = ['--from', `${month}-08`, '--to', `${month}-21`];
    const query = [...days, '--all', '--state', 'in-release', '--format', 'json'];
    const found = await Promise.all(
      ['RS', 'BA', 'MK', 'AL'].map(async (country) => {
        const { out } = await run('reports', '--country', country, ...query);
        const { reports } = JSON.parse(out) as { reports: { reportId: string }[] };
        return reports.map(({ reportId }) => ({ country, reportId }));
      }),
    );
    const [report] = found.flat();
    if (report === undefined) throw new Error(`no report of ${month} is in a release`);
    const { out } = await run('receipt', report.reportId, '--country', report.country);
    const released = out.split('\n').filter((line) => line.startsWith('  release '));
    expect(released[0]).toContain(`${month} (month)`);
    expect(released[0]).toContain(`${quarter} (quarter)`);
    expect(released[0]).toMatch(/; for members/);
    expect(out).not.toContain('(week)');
    expect(released.length).toBeLessThanOrEqual(4);

    const verbose = await run('receipt', report.reportId, '--country', report.country, '--verbose');
    const named = verbose.out.split('\n').filter((line) => line.startsWith('  release '));
    expect(named.length).toBeGreaterThan(10);
    expect(named).toContain(`  release    country-typegroup-month.${month}.partners`);
  });
});
