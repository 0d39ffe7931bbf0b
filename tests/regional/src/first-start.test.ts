import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';
import { isoDay, nextPeriod, periodDays } from '@waylight/calendar';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { Dimension } from '@waylight/contracts/trends';
import {
  AUDIENCES,
  checkSignature,
  codeFor,
  codesOf,
  parseExportedTable,
  parseReleaseKeys,
  parseReleasePlan,
} from '@waylight/disclosure-control';
import { credentialPaths } from '@waylight/service-kit';
import { signInToTrial } from '@waylight/testing';
import {
  createNodeClient,
  portsAt,
  type RegionPorts,
  startRegion,
  type TrialRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { countByYearCountryCause, csvRows } from './csv-count.ts';
import { expectPublicRecord } from './public-record.ts';

const OF_MONTH = /^country-typegroup-month\..*\.partners$/;

describe('the first start of a region', () => {
  let region: TrialRegion;
  let data: string;
  let ports: RegionPorts;
  /** Released months of the first table, and months with a withheld table. */
  let released: readonly string[];
  let withheld: readonly string[];

  // The first start is killed while it loads the example data; the tests read the region of the second start.
  beforeAll(async () => {
    region = await startRegion({ run: 'trial', data: 'example', interrupted: true });
    data = region.dataDir;
    ports = portsAt(region.portOffset);
    const { out, err } = await runWaylight(data, ['release', 'list', '--format', 'json', '--as', 'MYLA']);
    const listed: { id: string; period: string }[] = out === '' ? [] : JSON.parse(out);
    released = listed.filter(({ id }) => OF_MONTH.test(id)).map(({ period }) => period);
    expect(released.length, err).toBeGreaterThan(0);
    const audit = ['audit', 'show', '--aggregation', '--kind', 'release-withheld', '--format', 'json'];
    const { out: entries } = await runWaylight(data, audit);
    withheld = [...entries.matchAll(/country-typegroup-month\.(\d{4}-\d\d)/g)].map(([, month = '']) => month);
  }, 480_000);
  afterAll(() => region?.stop());

  it('shows the public record in insights, row by row', async () => {
    const rows = csvRows();
    await expectPublicRecord(ports.insightsHttp, {
      incidents: countByYearCountryCause(rows, 'incidents'),
      victims: countByYearCountryCause(rows, 'victims'),
    });
  });

  it('releases a year of multiples of 5, each less than 5 from the exact number', async () => {
    const parsed = parseReleasePlan(JSON.parse(await readFile(join(data, 'release-plan.json'), 'utf8')));
    if (!parsed.ok) throw new Error('the plan is invalid');
    const table = parsed.plan.tables[0]!;
    const truth = await exactCounts(data, ports, parsed.plan.from);
    const { sendRequest } = await signInToTrial(data, 'MYLA');
    const answer = await sendRequest('/v1/trends?layer=reports&by=period,country,typeGroup');
    const { cells } = (await answer.json()) as {
      cells: { period: string; country: string; typeGroup: string; value: number }[];
    };
    // A disclosive month is withheld, and the audit records it.
    const months = monthsFrom(parsed.plan.from);
    expect(months.filter((month) => !withheld.includes(month) || released.includes(month))).toEqual(
      released.toSorted(),
    );
    expect([...new Set(cells.map(({ period }) => period))].sort()).toEqual(released.toSorted());
    expect(cells).toHaveLength(released.length * codesOf(table.rows).length * codesOf(table.columns).length);
    let rounded = 0;
    let exact = 0;
    for (const { period, country, typeGroup, value } of cells) {
      const count = truth.get(`${period} ${country} ${typeGroup}`) ?? 0;
      expect(value % 5).toBe(0);
      expect(Math.abs(value - count), `${period} ${country} ${typeGroup}`).toBeLessThan(5);
      if (count === 0) expect(value).toBe(0);
      rounded += value;
      exact += count;
    }
    // Months are rounded separately, each less than 5 from its total.
    expect(exact).toBeGreaterThan(60 * released.length);
    expect(Math.abs(rounded - exact)).toBeLessThan(5 * released.length);
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

/** The twelve months of the example data. */
function monthsFrom(first: string): readonly string[] {
  const months = [first];
  while (months.length < 12) months.push(nextPeriod('month', months.at(-1) ?? first));
  return months;
}

/** Exact incidents by month of release, row and column, from every organisation's own ledger at every node. */
async function exactCounts(data: string, ports: RegionPorts, from: string): Promise<Map<string, number>> {
  const parsed = parseRegistry(JSON.parse(await readFile(join(data, 'registry.json'), 'utf8')));
  const plan = parseReleasePlan(JSON.parse(await readFile(join(data, 'release-plan.json'), 'utf8')));
  if ('problems' in parsed || !plan.ok) throw new Error('no registry or plan');
  const { rows, columns } = plan.plan.tables[0]!;
  const ca = await readFile(join(data, 'certs', 'ca.crt'), 'utf8');
  const counts = new Map<string, number>();
  for (const organisation of parsed.registry.organisations) {
    const paths = credentialPaths(join(data, 'certs', 'organisations'), organisation.id);
    const [certificate, key] = await Promise.all([
      readFile(paths.certificate, 'utf8'),
      readFile(paths.key, 'utf8'),
    ]);
    for (const country of NODE_COUNTRIES.filter((node) => organisation.countries.includes(node))) {
      const node = createNodeClient(country, ports.intake(country), { ca, certificate, key });
      for (const month of monthsFrom(from)) {
        const { fromDay, toDay } = periodDays('month', month);
        const { cells } = await node.ownTrends({
          layer: Layer.REPORTS,
          by: [Dimension.COUNTRY, Dimension.TYPE_GROUP],
          from: isoDay(fromDay),
          to: isoDay(toDay),
          filters: [{ dimension: Dimension.SHARE_WITH, values: [...AUDIENCES] }],
        });
        for (const { coordinates, value } of cells) {
          const [row = '', column = ''] = coordinates;
          const cell = `${month} ${codeFor(rows, row)} ${codeFor(columns, column)}`;
          counts.set(cell, (counts.get(cell) ?? 0) + value);
        }
      }
      node.close();
    }
  }
  return counts;
}
