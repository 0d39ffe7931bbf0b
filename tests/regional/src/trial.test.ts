import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@waylight/testing';
import {
  freeRegionPorts,
  type RegionPorts,
  type ServiceProcess,
  serviceProcess,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWaylight, waylight, waylightUntilDone } from './command-line.ts';
import { CSV_FILE, countByYearCountryCause, csvRows } from './count-the-csv.ts';
import { expectPublicRecord } from './public-record.ts';

const IMPORT = ['import', CSV_FILE, '--mapping', 'missing-migrants', '--json'];

describe('the region in its trial form', () => {
  let dir: string;
  let data: string;
  let ports: RegionPorts;
  let region: ServiceProcess;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'waylight-trial-'));
    data = join(dir, 'data');
    ports = await freeRegionPorts();
    region = serviceProcess({
      service: 'region',
      name: 'region',
      dir,
      env: {},
      opsPort: ports.insightsHttp,
      args: ['--empty', '--data', data, '--port-offset', String(ports.offset)],
    });
    await region.start();
  });
  afterAll(async () => {
    await region?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const accepted = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${ports.intakeOps('BA')}/metrics`).catch(() => undefined);
    return (await answer?.text())?.includes('outcome="accepted"') ?? false;
  };

  it('counts the file cell by cell, killed in the middle of the import and imported again', async () => {
    const rows = csvRows();
    const expected = {
      incidents: countByYearCountryCause(rows, 'incidents'),
      victims: countByYearCountryCause(rows, 'victims'),
    };
    const command = startWaylight(data, IMPORT);
    await waitFor('the first rows at the node of BA', accepted, { deadlineMs: 30_000, everyMs: 2 });
    await region.killAndRestart();
    await command.ended;
    await waylightUntilDone(data, IMPORT);
    await expectPublicRecord(ports.insightsHttp, expected);
    const { out } = await waylightUntilDone(data, IMPORT);
    expect(JSON.parse(out)).toMatchObject({ states: { new: 0, changed: 0, same: 260 } });
    await expectPublicRecord(ports.insightsHttp, expected);

    const asked = await waylight(data, [
      ...['trends', '--layer', 'public-record', '--unit', 'incidents', '--by', 'period,country,cause'],
      ...['--period', 'year', '--format', 'json'],
    ]);
    expect(asked, asked.err).toMatchObject({ code: 0 });
    const { cells } = JSON.parse(asked.out) as {
      cells: { period: string; country: string; cause: string; value: number }[];
    };
    expect(
      Object.fromEntries(cells.map((cell) => [`${cell.period} ${cell.country} ${cell.cause}`, cell.value])),
    ).toEqual(expected.incidents);
  });
});
