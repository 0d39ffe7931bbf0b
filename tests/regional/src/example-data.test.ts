import { isoDay, localDay, periodsWithin } from '@waylight/calendar';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { type Coords, placeOf, type SimulatedLine, simulateExample } from './simulated-counts.ts';

const LONG_MS = 180_000;
const MONTHLY = ['country-month', 'typegroup-month'];
/** Tables of a quarter to compare with its months. */
const OF_QUARTER = ['country-quarter', 'typegroup-quarter'];

type Exported = {
  dimensions: Readonly<Record<string, { tree: Readonly<Record<string, readonly string[]>> }>>;
  cells: { coords: Coords; value: number }[];
  k: number;
  marginsAreSums?: true;
};

let region: TrialRegion;
/** Files of the region's simulation: records by line, and exact counts by release and coordinates. */
let records: readonly SimulatedLine[];
let exact: ReadonlyMap<string, number>;
let ids: string[];

const run = (...args: string[]) => runWaylight(region.dataDir, args);

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'example' });
  const listed = await run('release', 'list', '--format', 'json');
  const releases = JSON.parse(listed.out) as { id: string; period: string }[];
  const areReleased = (tables: readonly string[]) => (period: string) =>
    tables.every((table) => releases.some(({ id }) => id === `${table}.${period}.partners`));
  const periods = (form: RegExp) =>
    releases.map(({ period }) => period).filter((period) => form.test(period));
  const month = periods(/^\d+-\d+$/).find(areReleased(MONTHLY));
  // The draw may withhold a disclosive table, so this selects a quarter with all tables and months.
  const quarter = periods(/Q/).find(
    (period) =>
      areReleased([...OF_QUARTER, 'country-typegroup-quarter'])(period) &&
      periodsWithin('month', 'quarter', period).every(areReleased(MONTHLY)),
  );
  // All releases of the first month, of the first quarter found above, and of the last week.
  const selected = [month, quarter, periods(/W/).at(-1)];
  ids = releases.filter(({ period }) => selected.includes(period)).map(({ id }) => id);

  ({ records, exact } = await simulateExample(region.dataDir));
}, 480_000);
afterAll(() => region?.stop());

async function exported(id: string): Promise<Exported> {
  const { code, out, err } = await run('release', 'export', id);
  expect(code, err).toBe(0);
  const [table] = JSON.parse(out) as [Exported];
  return table;
}

describe('the simulation of a trial’s months', () => {
  it('has the exact count of every released number, within the rounding base', {
    timeout: LONG_MS,
  }, async () => {
    expect(ids.length).toBeGreaterThan(10);
    let above = 0;
    for (const id of ids.filter((one) => !one.includes('-W'))) {
      const { cells, dimensions, k, marginsAreSums } = await exported(id);
      for (const { coords, value } of cells) {
        const codes = Object.values(coords);
        const isTogether = codes.includes('not-broken-down');
        if (codes.includes('TOTAL') && (isTogether || marginsAreSums === true)) continue;
        const behind = isTogether ? membersOf(dimensions, coords) : [coords];
        const count = behind.reduce((sum, at) => sum + (exact.get(placeOf(id, at)) ?? Number.NaN), 0);
        expect(Math.abs(value - count), placeOf(id, coords)).toBeLessThan(k);
        above += count;
      }
    }
    expect(above).toBeGreaterThan(1_000);
  });

  it('has the reports of the trial, which accepts each of them as unchanged', async () => {
    const [first] = records;
    if (first === undefined) throw new Error('the simulation has no report');
    const { node, organisation } = first;
    const lines = Map.groupBy(records, (one) => one.reportId);
    const isCurrent = ({ reportId, receivedOn }: SimulatedLine) =>
      lines.get(reportId)?.length === 1 && receivedOn < isoDay(localDay(Date.now()));
    const same = records
      .filter((one) => one.node === node && one.organisation === organisation && isCurrent(one))
      .slice(0, 20);
    expect(same).toHaveLength(20);
    const sent = await runWaylight(
      region.dataDir,
      ['report', '-', '--country', node, '--as', organisation, '--format', 'json'],
      { stdin: JSON.stringify(same.map(({ report }) => report)) },
    );
    expect(sent.code, sent.err).toBe(0);
    const answers = JSON.parse(sent.out) as { outcome: string }[];
    expect(answers.map(({ outcome }) => outcome)).toEqual(same.map(() => 'unchanged'));
  });
});

/** The rows that are shown together in the row of these codes. */
const membersOf = (dimensions: Exported['dimensions'], together: Coords): Coords[] =>
  Object.entries(together)
    .filter(([, code]) => code === 'not-broken-down')
    .flatMap(([name]) =>
      (dimensions[name]?.tree['not-broken-down'] ?? []).map((member) => ({ ...together, [name]: member })),
    );

describe('late and corrections of a quarter', () => {
  type Numbers = { coords: Record<string, string>; value: number; roundingAtMost: number }[];

  it('are its numbers less those of its months, within the stated bound', {
    timeout: LONG_MS,
  }, async () => {
    const quarters = ids.filter(
      (id) => OF_QUARTER.some((table) => id.startsWith(`${table}.`)) && id.endsWith('.partners'),
    );
    expect(quarters).toHaveLength(2);
    for (const id of quarters) {
      const { out } = await run('release', 'show', id, '--format', 'json');
      const { components, numbers } = JSON.parse(out).lateAndCorrections as {
        components: string[];
        numbers: Numbers;
      };
      expect(components).toHaveLength(3);
      const dimensions = numbers.map(({ coords }) => Object.keys(coords).join());
      expect(new Set(dimensions)).toEqual(new Set([id.startsWith('country') ? 'country' : 'typeGroup']));
      expect(numbers.length).toBeGreaterThan(3);
      const tables = await Promise.all(
        [id, ...components].map(async (release) => ({ release, ...(await exported(release)) })),
      );
      for (const { coords, value, roundingAtMost } of numbers) {
        const [whole, ...months] = tables.map(({ release, cells }) => {
          const cell = cells.find((one) =>
            Object.entries(one.coords).every(([name, code]) => code === (coords[name] ?? 'TOTAL')),
          );
          if (cell === undefined) throw new Error(`${release} does not give ${JSON.stringify(coords)}`);
          return { value: cell.value, exact: exact.get(placeOf(release, cell.coords)) ?? Number.NaN };
        });
        const late = (unit: 'value' | 'exact') =>
          months.reduce((rest, month) => rest - month[unit], whole?.[unit] ?? Number.NaN);
        expect(value).toBe(late('value'));
        expect(roundingAtMost).toBe(16);
        expect(Math.abs(value - late('exact'))).toBeLessThanOrEqual(16);
      }
    }
  });

  it('are printed below the table, with the share that may be rounding', async () => {
    const id = ids.find((one) => one.startsWith('country-quarter.') && one.endsWith('.partners')) ?? '';
    const { out } = await run('release', 'show', id);
    expect(out).toContain('Late and corrections: these numbers minus the 3 releases of country-month');
    expect(out).toMatch(/^country +late and corrections$/m);
    expect(out).toMatch(/^MK +(\+\d+|−\d+|0)$/m);
    expect(out).toMatch(/At most ±16 of each difference is rounding: of (\+|−)?\d+ at most ±16\./);
    const month = ids.find((one) => one.startsWith('country-month.')) ?? '';
    expect((await run('release', 'show', month)).out).not.toContain('Late and corrections');
  });
});

describe('the receipt of a simulated report', () => {
  it('lists the week of its receipt, and months, quarters and audiences of its releases', async () => {
    const [quarter = ''] = ids.flatMap((id) => /\.(\d{4}-Q\d)\./.exec(id)?.[1] ?? []);
    const month = `${quarter.slice(0, 4)}-${String(Number(quarter.slice(-1)) * 3 - 1).padStart(2, '0')}`;
    const report = records.find(
      ({ reportId, receivedOn, kind, report: content }) =>
        reportId.startsWith(`sim-${month}`) &&
        receivedOn.startsWith(month) &&
        content?.shareWith === 'partners' &&
        kind === 'submitted' &&
        records.filter((one) => one.reportId === reportId).length === 1,
    );
    if (report === undefined) throw new Error(`no report of ${month} was received in its month`);
    const country = ['--country', report.node, '--as', report.organisation];
    const { out } = await run('receipt', report.reportId, ...country);
    expect(out).toContain(`accepted   ${report.receivedOn}T`);
    const released = out.split('\n').filter((line) => line.startsWith('  release '));
    expect(released[0]).toMatch(/\d{4}-W\d\d \(week\)/);
    expect(released[0]).toContain(`${month} (month)`);
    expect(released[0]).toContain(`${quarter} (quarter)`);
    expect(released[0]).toMatch(/; for members/);

    const verbose = await run('receipt', report.reportId, ...country, '--verbose');
    const named = verbose.out.split('\n').filter((line) => line.startsWith('  release '));
    expect(named.length).toBeGreaterThan(10);
    expect(named).toContain(`  release    country-month.${month}.partners`);
  });
});
