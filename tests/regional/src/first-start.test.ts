import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nextPeriod } from '@waylight/calendar';
import { checkSignature, parseExportedTable, parseReleaseKeys } from '@waylight/disclosure-control';
import { signInToTrial } from '@waylight/testing';
import {
  type LoadingRegion,
  portsAt,
  type RegionPorts,
  startRegion,
  type TrialRegion,
} from '@waylight/tests-region';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { countByYearCountryCause, csvRows } from './csv-count.ts';
import { expectPublicRecord } from './public-record.ts';

const OF_MONTH = /^country-month\..*\.partners$/;

describe('the first start of a region', () => {
  let region: TrialRegion;
  let data: string;
  let ports: RegionPorts;
  /** Released months of a table, and months with a withheld table. */
  let released: readonly string[];
  let withheld: readonly string[];

  /** Answers of the first start while it loaded the example data. */
  let loading: Awaited<ReturnType<typeof readWhileLoading>>;

  // Two starts end while they load the example data; the other tests read the region of the third start.
  beforeAll(async () => {
    region = await startRegion({
      run: 'trial',
      data: 'example',
      months: SHORT_EXAMPLE_MONTHS,
      whileLoading: async (place) => {
        loading = await readWhileLoading(place);
      },
    });
    data = region.dataDir;
    ports = portsAt(region.portOffset);
    const { out, err } = await runWaylight(data, ['release', 'list', '--format', 'json', '--as', 'MYLA']);
    const listed: { id: string; period: string }[] = out === '' ? [] : JSON.parse(out);
    released = listed.filter(({ id }) => OF_MONTH.test(id)).map(({ period }) => period);
    expect(released.length, err).toBeGreaterThan(0);
    const audit = ['audit', 'show', '--aggregation', '--kind', 'release-withheld', '--format', 'json'];
    const { out: entries } = await runWaylight(data, audit);
    withheld = [...entries.matchAll(/country-month\.(\d{4}-\d\d)/g)].map(([, month = '']) => month);
  }, 480_000);
  afterAll(() => region?.stop());

  it('answers pages and sign-in while it loads, with its progress', async () => {
    const { page, signInAt, status, output } = loading;
    expect(page).toBe(200);
    expect(signInAt).toBe(`localhost:${portsAt(loading.portOffset).provider}`);
    const { weeks, ofWeeks, secondsLeft } = status.example;
    expect(weeks).toBeGreaterThan(0);
    expect(weeks).toBeLessThan(ofWeeks);
    expect(secondsLeft).toBeGreaterThan(0);
    expect(output).toMatch(/Sign in .*\/sign-in/);
    expect(output).not.toContain('Waylight is ready');
    const after = await fetch(`http://localhost:${ports.insightsHttp}/v1/status`);
    expect(await after.json()).not.toHaveProperty('example');
  });

  it.each(['report', 'trends'] as const)('until then refuses %s, and returns how long', (command) => {
    const { code, err } = loading.commands[command];
    expect({ code, err }).toEqual({ code: 6, err: expect.stringContaining('the example data is loading: ') });
    expect(err).toMatch(/Try again in \d+ s\./);
  });

  it('shows the public record in insights, row by row', async () => {
    const rows = csvRows();
    await expectPublicRecord(ports.insightsHttp, {
      incidents: countByYearCountryCause(rows, 'incidents'),
      victims: countByYearCountryCause(rows, 'victims'),
    });
  });

  it('releases each month', () => {
    // A disclosive month is withheld, and the audit records it.
    const months = monthsFrom(region.months);
    expect(months.filter((month) => !withheld.includes(month) || released.includes(month))).toEqual(
      released.toSorted(),
    );
  });

  it('has weeks with numbers, and no surge of reports in one week', async () => {
    const { out } = await runWaylight(data, [
      ...['trends', '--layer', 'reports', '--by', 'period', '--period', 'week'],
      ...['--format', 'json', '--as', 'MYLA'],
    ]);
    const { cells } = JSON.parse(out) as { cells: { value: number }[] };
    const values = cells.map(({ value }) => value).sort((a, b) => a - b);
    const median = values[Math.floor(values.length / 2)] ?? 0;
    expect(values.length).toBeGreaterThan(25);
    expect(median).toBeGreaterThan(10);
    expect(values.at(-1)).toBeLessThan(4 * median);
  });

  it('has one silent country in the newest month', async () => {
    const { out } = await runWaylight(data, ['completeness', '--format', 'json', '--as', 'MYLA']);
    const { months } = JSON.parse(out) as {
      months: { period: string; entries: { countries: string[]; stated: string }[] }[];
    };
    const newest = months.find(({ period }) => period === region.months.lastMonth)?.entries ?? [];
    const silent = newest.filter(({ stated }) => stated === 'none');
    expect(silent.flatMap(({ countries }) => countries)).toEqual(['ME']);
  });

  it('has one quarter that authorities and the public read, and a newer one that waits for approval', async () => {
    const { out } = await runWaylight(data, ['release', 'list', '--format', 'json', '--as', 'MYLA']);
    const quarters = (JSON.parse(out) as { period: string; audience: string; status: string }[]).filter(
      ({ audience }) => audience === 'authorities' || audience === 'public',
    );
    const periodsOf = (status: string) => [
      ...new Set(quarters.filter((one) => one.status === status).map(({ period }) => period)),
    ];
    const newest = quarters
      .map(({ period }) => period)
      .sort()
      .at(-1);
    expect(periodsOf('open')).toEqual([newest]);
    const [approved = ''] = periodsOf('published');
    expect(periodsOf('published')).toEqual([approved]);
    const answer = await fetch(`http://localhost:${ports.insightsHttp}/v1/releases`);
    const { releases } = (await answer.json()) as { releases: { id: string }[] };
    expect(releases.length).toBeGreaterThan(0);
    for (const { id } of releases) expect(id).toMatch(new RegExp(`\\.${approved}\\.public$`));
  });

  it('has numbers for the network in every month', async () => {
    const { out } = await runWaylight(data, ['release', 'list', '--format', 'json', '--as', 'SIM-RS-1']);
    const listed = (JSON.parse(out) as { table: string; period: string; audience: string }[]).filter(
      ({ table, audience }) => table === 'region-month' && audience === 'network',
    );
    expect(listed.map(({ period }) => period).sort()).toEqual(monthsFrom(region.months));
  });

  it('signs each release with its key, so that the export verifies', async () => {
    const { sendRequest } = await signInToTrial(data, 'MYLA');
    const get = async (path: string): Promise<unknown> => (await sendRequest(path)).json();
    const keys = parseReleaseKeys(JSON.parse(await readFile(join(data, 'release-keys.json'), 'utf8')));
    if (!keys.ok) throw new Error(keys.problems.join('; '));
    expect(await get('/v1/release-keys')).toEqual(keys.keys);
    const { releases } = (await get('/v1/releases')) as { releases: { id: string }[] };
    expect(releases.filter(({ id }) => OF_MONTH.test(id))).toHaveLength(released.length);
    for (const { id } of releases) {
      const exported = parseExportedTable(await get(`/v1/releases/${id}`));
      if (!exported.ok) throw new Error(exported.problems.join('; '));
      const verified = { kind: 'verified', keyId: keys.keys[0]?.keyId };
      expect([id, checkSignature(exported.table, keys.keys)]).toEqual([id, verified]);
    }
  });
});

/** The months of the example data. */
function monthsFrom({ firstMonth, lastMonth }: TrialRegion['months']): readonly string[] {
  const months = [firstMonth];
  while (months.at(-1) !== lastMonth) months.push(nextPeriod('month', months.at(-1) ?? firstMonth));
  return months;
}

async function readWhileLoading({ portOffset, dataDir, output }: LoadingRegion) {
  const origin = `http://localhost:${portsAt(portOffset).insightsHttp}`;
  const [page, signIn, status] = await Promise.all(
    ['/', '/sign-in', '/v1/status'].map((path) => fetch(origin + path)),
  );
  return {
    portOffset,
    page: page?.status,
    signInAt: new URL(signIn?.url ?? '').host,
    status: (await status?.json()) as {
      readonly example: Record<'weeks' | 'ofWeeks' | 'secondsLeft', number>;
    },
    commands: {
      report: await runWaylight(dataDir, ['report', 'examples/report.json', '--country', 'MK']),
      trends: await runWaylight(dataDir, ['trends', '--layer', 'public-record', '--by', 'country']),
    },
    output: output(),
  };
}
