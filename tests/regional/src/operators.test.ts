import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runWaylight, startWaylight } from './command-line.ts';

let region: TrialRegion;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
});
afterAll(() => region.stop());

const run = (...args: string[]) => runWaylight(region.dataDir, args);

describe('doctor', () => {
  type Finding = { readonly level: string; readonly check: string; readonly where: string };

  it('finds no problem in a new trial, and checks all secrets of its services', async () => {
    // It reads variables of services from its environment.
    const { out, err } = await startWaylight(region.dataDir, ['doctor', '--format', 'json']).result;
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    expect(
      findings.filter(({ level }) => level === 'wrong'),
      err,
    ).toEqual([]);
    const looked = findings.filter(({ check }) => check === 'keys').map(({ where }) => where);
    const secrets = await secretsBelow(region.dataDir);
    expect(secrets.length).toBeGreaterThan(15);
    expect(looked.toSorted()).toEqual(secrets.toSorted());
  });
});

describe('an operator', () => {
  it('sees positions and lag, and no lag after a counted report', async () => {
    const report = { reportId: 'op-1', occurredOn: '2025-03-14', country: 'MK', types: ['pushback'] };
    const sent = await runWaylight(region.dataDir, ['report', '-', '--country', 'MK'], {
      stdin: JSON.stringify({ ...report, shareWith: 'partners' }),
    });
    expect(sent.code).toBe(0);
    const counted = await run('receipt', 'op-1', '--country', 'MK', '--until', 'counted', '--format', 'json');
    expect(counted.code).toBe(0);
    // Heartbeats use another topic, so a report may be counted before its node's first heartbeat.
    const { log } = await vi.waitFor(
      async () => {
        const { code, out } = await run('status', '--operator', '--format', 'json');
        expect(code).toBe(0);
        const status = JSON.parse(out);
        expect(status.nodes).toContainEqual({ node: 'MK', lastContact: 'under a day' });
        return status;
      },
      { timeout: 30_000, interval: 500 },
    );
    expect(log).toMatchObject({ lag: 0, problems: [] });
    const positions = log.partitions.filter(({ topic }: { topic: string }) => topic === 'reports.v1.MK');
    expect(positions.reduce((sum: number, { position }: { position: number }) => sum + position, 0)).toBe(1);
  });

  it('sees how much each organisation retracts at a node, like its lead', async () => {
    const status = await run('status', '--operator', '--country', 'MK');
    expect([status.code, status.err]).toEqual([0, '']);
    expect(status.out).toMatch(/^MYLA +0–4 +0–4 +no$/m);
    expect(status.out).toContain('Keep these numbers to yourself.');
    const { node, from, organisations } = JSON.parse(
      (await run('status', '--country', 'MK', '--format', 'json')).out,
    );
    expect([node, from]).toEqual(['MK', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
    expect(organisations).toContainEqual({
      organisation: 'MYLA',
      receivedAtLeast: 0,
      removedAtLeast: 0,
      hasManyRemovals: false,
    });
    const other = await run('status', '--country', 'MK', '--as', 'DRC');
    expect([other.code, other.out]).toEqual([4, '']);
  });

  it('rebuilds, and sees each step until both counts are equal', async () => {
    const { code, out, err } = await run('rebuild');
    expect(code).toBe(0);
    expect(out).toMatch(/^g\d+ is live: 1 events read, and both counts are equal\n$/);
    expect(err).toContain('swapped');
    const steps = (await run('rebuild', '--format', 'json')).out.trim().split('\n');
    expect(JSON.parse(steps.at(-1) ?? '')).toMatchObject({ step: 'swapped', differingPartitions: 0 });
  });

  it('closes due periods, and sees no dead letters', async () => {
    const closed = await run('release', 'publish', '--format', 'json');
    expect(closed.code).toBe(0);
    expect(JSON.parse(closed.out).releaseIds).toBeInstanceOf(Array);
    expect(await run('dead-letters', '--format', 'json')).toMatchObject({ code: 0, out: '[]\n' });
  });
});

describe('the audit', () => {
  it('is listed for operators and verified, at the service and in a file', async () => {
    const audit = await run('audit', 'show', '--country', 'MK', '--operator', '--format', 'json');
    expect([audit.code, audit.err]).toEqual([0, '']);
    const entries: { kind: string; who: string; sequence: number }[] = JSON.parse(audit.out);
    expect(entries[0]).toMatchObject({ sequence: 1, kind: 'started', who: 'service' });
    expect(entries.map(({ kind }) => kind)).toContain('report-submitted');
    const some = await run('audit', 'show', '--country', 'MK', '--operator', '--kind', 'registry-loaded');
    expect(some.out).toMatch(/registry-loaded +service +done +1 +version \d+, digest [0-9a-f]{32}$/m);
    for (const of of [['--country', 'MK', '--operator'], ['--aggregation'], ['--of-insights']]) {
      const verified = await run('audit', 'verify', ...of);
      expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/verified, \d+ entries/)]);
    }
    const { out } = await run('audit', 'show', '--aggregation', '--full-chain');
    const file = join(region.dataDir, 'audit.jsonl');
    await writeFile(file, out);
    expect((await run('audit', 'verify', '--file', file)).code).toBe(0);
    await writeFile(file, out.split('\n').toSpliced(2, 1).join('\n'));
    const missing = await run('audit', 'verify', '--file', file);
    expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('an entry is missing')]);
  });

  it('is listed for the lead without counts of reports', async () => {
    const lead = await run('audit', 'show', '--country', 'MK', '--format', 'json');
    const entries: { who: string; sequence: string }[] = JSON.parse(lead.out);
    expect(new Set(entries.map(({ sequence }) => sequence))).toEqual(new Set(['']));
    expect((await run('audit', 'verify', '--country', 'MK')).out).toContain('verified, every entry');
  });

  it('is listed for data-protection officers, without numbers of organisations', async () => {
    for (const of of [['--country', 'MK'], ['--aggregation']]) {
      const { code, out } = await run('audit', 'show', ...of, '--as', 'trial-officer', '--format', 'json');
      expect(code).toBe(0);
      const entries: { who: string; kind: string }[] = JSON.parse(out);
      expect(entries).not.toEqual([]);
      const ofOrganisations = entries.filter(({ who }) => who.startsWith('organisation'));
      expect(ofOrganisations.filter(({ kind }) => kind !== 'access-refused')).toEqual([]);
      expect((await run('audit', 'verify', ...of, '--as', 'trial-officer')).code).toBe(0);
    }
  });
});

describe('expired data', () => {
  it('is listed for operators and data-protection officers', async () => {
    for (const of of [
      ['--country', 'MK', '--operator'],
      ['--country', 'MK', '--as', 'trial-officer'],
      ['--aggregation'],
    ]) {
      const { code, out } = await run('audit', 'retention', ...of);
      expect([code, out]).toEqual([0, expect.stringMatching(/audit-entries +60 months/)]);
    }
    const { out } = await run('audit', 'retention', '--country', 'MK', '--operator', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ of: 'MK', kept: [{ what: 'reports', months: 36 }, {}, {}] });
  });
});

/** The folder of keys, and keys among the services' certificates. Keys of people are stored elsewhere in a deployment. */
async function secretsBelow(folder: string): Promise<string[]> {
  const filesOf = async (...names: string[]) => {
    const entries = await readdir(join(folder, ...names), { withFileTypes: true });
    return entries.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  };
  const certificates = [
    ...(await filesOf('certs')),
    ...(await filesOf('certs', 'services')),
    ...(await filesOf('certs', 'browser')),
  ];
  return [...(await filesOf('keys')), ...certificates.filter((file) => !file.endsWith('.crt'))];
}
