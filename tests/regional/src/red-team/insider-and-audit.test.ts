import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chain, hashEntry } from '@waylight/audit';
import { AuditEntry } from '@waylight/contracts/audit';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import type Sqlite from 'better-sqlite3-multiple-ciphers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runWaylight } from '../command-line.ts';
import { connectTo } from '../grpc-responses.ts';
import { pushbackReport } from './callers.ts';
import { openLedgerFile } from './ledger-file.ts';

let region: TrialRegion;
/** The node's original audit, and the errors that SQLite's triggers raise for ordinary changes. */
let untouched: Row[];
let slips: string[];
let snapshot: string;

const SLIPS = [
  'UPDATE audit_entry SET entry = zeroblob(4) WHERE sequence = 3',
  'DELETE FROM audit_entry WHERE sequence = 3',
];

const OF_NODE = ['--country', 'MK', '--operator'];
const verify = async (ofWhich: readonly string[] = OF_NODE) => {
  const { code, out, err } = await runWaylight(region.dataDir, ['audit', 'verify', ...ofWhich]);
  return { code, said: out + err };
};

/** An insider's change of the file: the service is stopped, and SQLite's triggers are dropped first. */
const edit = (change: (file: Sqlite) => void) => {
  const file = openLedgerFile(region.dataDir, 'MK');
  file.exec('DROP TRIGGER IF EXISTS audit_entry_stays; DROP TRIGGER IF EXISTS audit_entry_is_kept');
  file.exec('BEGIN');
  change(file);
  file.exec('COMMIT');
  file.close();
};

/** Restores the region's original files, applies one crime and starts the region. */
const restartWith = (commit: () => void | Promise<void>) =>
  region.restart(async () => {
    for (const name of await readdir(region.dataDir))
      await rm(join(region.dataDir, name), { recursive: true });
    await cp(snapshot, region.dataDir, { recursive: true });
    await commit();
  });
const restartAfter = (change: (file: Sqlite) => void) => restartWith(() => edit(change));

const metricsAt = async (port: number) =>
  (await fetch(`http://127.0.0.1:${port + region.portOffset}/metrics`)).text();

const PATIENT = { timeout: 30_000, interval: 100 };
const BROKEN = /^waylight_audit_broken(\{[^}]*\})? [1-9]/m;
const SET = 'UPDATE audit_entry SET entry = ?, hash = ? WHERE sequence = ?';
type Row = { readonly sequence: number; readonly entry: Uint8Array; readonly hash: Uint8Array };

function rowsOf(file: Sqlite): Row[] {
  const rows = file.prepare('SELECT sequence, entry, hash FROM audit_entry ORDER BY sequence').all();
  return rows.map(({ sequence, entry, hash }) => ({
    sequence: Number(sequence),
    entry: Uint8Array.from(entry as Uint8Array),
    hash: Uint8Array.from(hash as Uint8Array),
  }));
}

function chainOf(file: Sqlite): Chain {
  const found = file.prepare('SELECT id, salt FROM audit_chain').get();
  return { id: String(found?.id), salt: Uint8Array.from(found?.salt as Uint8Array) };
}

/** An entry with another organisation as actor. */
const ofAnother = ({ entry }: Row): Uint8Array =>
  AuditEntry.encode({ ...AuditEntry.decode(entry), organisation: 7 }).finish();

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
  const myla = await connectTo(region.dataDir, 'MYLA');
  const intake = await myla.intake('MK');
  for (let i = 0; i < 4; i += 1)
    await intake.submitReport({ report: pushbackReport(`r-${i}`), validateOnly: false });
  myla.close();
  // The service publishes its chain head at a start, and locks its file while it runs.
  await region.restart(async () => undefined);
  await region.restart(async () => {
    const file = openLedgerFile(region.dataDir, 'MK');
    untouched = rowsOf(file);
    slips = SLIPS.map((sql) => {
      try {
        file.exec(sql);
        return 'done';
      } catch (error) {
        return String(error);
      }
    });
    file.close();
    snapshot = await mkdtemp(join(tmpdir(), 'waylight-snapshot-'));
    await cp(region.dataDir, snapshot, { recursive: true });
  });
});
afterAll(async () => {
  await region?.stop();
  await rm(snapshot, { recursive: true, force: true });
});

describe('an insider with the machine of a node', () => {
  it('starts from a valid audit', async () => {
    await restartAfter(() => undefined);
    expect(await verify()).toMatchObject({ code: 0, said: expect.stringContaining('verified') });
    expect(untouched.length).toBeGreaterThan(6);
  });

  it('cannot change or delete an entry by accident: the file refuses', () => {
    expect(slips).toEqual([
      expect.stringMatching(/never changed/),
      expect.stringMatching(/cannot be deleted/),
    ]);
  });

  it('cannot open the file while the node runs', () => {
    const file = openLedgerFile(region.dataDir, 'MK');
    expect(() => file.exec('DELETE FROM audit_entry')).toThrow(/locked/);
    file.close();
  });

  // verify-chain.test.ts shows that every change of a chain is detected.
  const crimes: [string, (file: Sqlite, rows: readonly Row[]) => void, RegExp][] = [
    [
      'an entry with another actor',
      (file, rows) => {
        const row = rows[4];
        if (row !== undefined) file.prepare(SET).run(ofAnother(row), row.hash, row.sequence);
      },
      /altered|was changed/,
    ],
    [
      'a chain with new valid hashes from the incriminating entry on',
      (file, rows) => {
        const chain = chainOf(file);
        let previous = rows[3]?.hash ?? new Uint8Array();
        for (const row of rows.slice(4)) {
          const entry = row.sequence === 5 ? ofAnother(row) : row.entry;
          previous = hashEntry(previous, chain, entry);
          file.prepare(SET).run(entry, previous, row.sequence);
        }
      },
      /truncated or rewritten/,
    ],
  ];
  it.each(crimes)('is detected after %s', async (_crime, commit, words) => {
    await restartAfter((file) => commit(file, untouched));
    const { code, said } = await verify();
    expect([code, said]).toEqual([3, expect.stringMatching(words)]);
    // The node detects it by itself, at its next check.
    await vi.waitFor(async () => {
      expect(await metricsAt(9104)).toMatch(BROKEN);
      expect(await readFile(join(region.dataDir, 'region.log'), 'utf8')).toMatch(/"level":"error".*audit/);
    }, PATIENT);
  });

  it('is not detected if only entries after the last published chain head, at most ten minutes old, are changed', async () => {
    await restartAfter((file) => {
      // The last entry records the stop of the node.
      const [before, last] = untouched.slice(-2);
      if (before === undefined || last === undefined) throw new Error('the audit has too few entries');
      const entry = ofAnother(last);
      file.prepare(SET).run(entry, hashEntry(before.hash, chainOf(file), entry), last.sequence);
    });
    expect(await verify()).toMatchObject({ code: 0 });
  });
});

describe('an insider with the machine of the region', () => {
  const audits: [string, string, number][] = [
    ['aggregation', '--aggregation', 9120],
    ['insights', '--of-insights', 9110],
  ];
  it.each(audits)('is detected after deleting the audit file of %s', async (service, flag, ops) => {
    await restartWith(async () => {
      for (const name of await readdir(region.dataDir))
        if (name.startsWith(`${service}-audit.sqlite`)) await rm(join(region.dataDir, name));
    });
    const { code, said } = await verify([flag]);
    expect([code, said]).toEqual([3, expect.stringMatching(/truncated or rewritten/)]);
    await vi.waitFor(async () => expect(await metricsAt(ops)).toMatch(BROKEN), PATIENT);
  });
});
