import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ledgerKey } from '@waylight/pseudonymisation';
import { CANARIES, decryptSqlite, findCanaries, waitFor } from '@waylight/testing';
import { portsAt, type RegionPorts, startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight, runWaylightUntilDone, startWaylight } from './command-line.ts';
import { CSV_FILE, countByYearCountryCause, csvRows } from './csv-count.ts';
import { expectPublicRecord } from './public-record.ts';

const IMPORT = ['import', CSV_FILE, '--mapping', 'missing-migrants', '--format', 'json'];

describe('the region in its trial form', () => {
  let region: TrialRegion;
  let data: string;
  let ports: RegionPorts;

  beforeAll(async () => {
    region = await startRegion({ run: 'trial', data: 'empty' });
    data = region.dataDir;
    ports = portsAt(region.portOffset);
  });
  afterAll(() => region?.stop());

  const accepted = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${ports.intakeOps('BA')}/metrics`).catch(() => undefined);
    return (await answer?.text())?.includes('outcome="accepted"') ?? false;
  };

  it('counts the file cell by cell, after a kill during the import and a second import', async () => {
    const rows = csvRows();
    const expected = {
      incidents: countByYearCountryCause(rows, 'incidents'),
      victims: countByYearCountryCause(rows, 'victims'),
    };
    const command = startWaylight(data, IMPORT);
    await waitFor('the first rows at the node of BA', accepted, { deadlineMs: 60_000, everyMs: 2 });
    await region.killAndRestart();
    await command.result;
    await runWaylightUntilDone(data, IMPORT);
    await expectPublicRecord(ports.insightsHttp, expected);
    const { out } = await runWaylightUntilDone(data, IMPORT);
    expect(JSON.parse(out)).toMatchObject({ states: { new: 0, changed: 0, same: 260 } });
    await expectPublicRecord(ports.insightsHttp, expected);
  });

  it('has no trace of a person in any file, whatever the report’s outcome', async () => {
    const file = join(region.cwd, '..', 'report.json');
    const report = (reportId: string, more: object = {}) =>
      JSON.stringify({
        reportId,
        occurredOn: '2025-03-14',
        country: 'MK',
        place: CANARIES.place,
        types: ['pushback'],
        persons: [{ identity: CANARIES.identity, sex: 'male', originCountry: 'AF' }],
        shareWith: 'partners',
        ...more,
      });
    const send = async (verb: string, content: string) => {
      await writeFile(file, content);
      return (await runWaylight(data, [verb, file, '--country', 'MK'])).code;
    };
    expect(await send('report', report('marked-1'))).toBe(0);
    expect(await send('report', report('marked-2'))).toBe(0);
    expect(await send('report', report('marked-3', { types: [CANARIES.wrongType] }))).toBe(3);
    expect(await send('report', report('unshared-5', { shareWith: 'organisation' }))).toBe(0);
    expect((await runWaylight(data, ['retract', 'marked-2', '--country', 'MK'])).code).toBe(0);
    await region.killAndRestart();
    expect(await send('report', report('marked-4'))).toBe(0);
    await region.restart(expectNoMarks);
  });

  async function expectNoMarks(): Promise<void> {
    const files = await readdir(data, { recursive: true, withFileTypes: true });
    for (const entry of files.filter((one) => one.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(findCanaries(bytes), entry.name).toEqual([]);
      // The ids that the sender gave the reports are only in the encrypted ledger of the node.
      for (const id of ['marked-4', 'unshared-5'])
        expect([entry.name, bytes.includes(id)]).toEqual([entry.name, false]);
    }
    const { contentKey } = JSON.parse(await readFile(join(data, 'keys', 'node-MK.json'), 'utf8'));
    const key = ledgerKey(Buffer.from(contentKey, 'base64'), 'MK');
    const ledger = await decryptSqlite(join(data, 'nodes', 'MK', 'ledger.sqlite'), key);
    expect([findCanaries(ledger), ledger.includes('marked-4')]).toEqual([[], true]);
    expect(findCanaries(region.output())).toEqual([]);
    const password = await readFile(join(data, 'certs', 'password'), 'utf8');
    expect(region.output()).toMatch(/password in \S*certs\/password$/m);
    expect(region.output()).not.toContain(password.trim());
    expect(await readdir(region.cwd)).toEqual([]);
  }
});
