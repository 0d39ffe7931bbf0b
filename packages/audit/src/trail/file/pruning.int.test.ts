import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AuditChainHead, AuditEntry, AuditKind } from '@waylight/contracts/audit';
import type { Appender, EventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANONYMOUS_ACTOR, SERVICE_ACTOR } from '../../chain/audit-event.ts';
import type { KnownHead } from '../../chain/verify-chain.ts';
import { createChainComparison } from '../chain-heads.ts';
import { compareChain, pruneExpired } from '../compare-chain.ts';
import { type AuditFile, openAuditFile } from './audit-file.ts';

const NOW_MS = Date.parse('2031-06-15T12:00:00Z');
const OLD_MS = Date.parse('2026-03-14T12:00:00Z');
const HOUR_MS = 3_600_000;
const MARK = 'release-of-long-ago';

let folder: string;
let path: string;
let nowMs: number;
let file: AuditFile;

const open = () => openAuditFile({ file: path, variable: 'WAYLIGHT_TEST', name: 'test', nowMs: () => nowMs });
/** Heads on the log, stored at the time of the service's clock. */
let heads: KnownHead[];
const tick = (ms: number): void => {
  nowMs += ms;
};
function write(count: number): void {
  for (let i = 0; i < count; i++, tick(HOUR_MS)) {
    file.write({ kind: AuditKind.RELEASE_MADE, actor: SERVICE_ACTOR, releaseId: MARK });
    heads.push({ hash: file.store.head(), publishedAtMs: nowMs });
  }
}
const sequences = () => file.store.linksAfter(0, 10_000).map(({ sequence }) => sequence);
const remove = () => pruneExpired(file.store, heads, AbortSignal.timeout(5_000));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-cut-'));
  path = join(folder, 'audit.sqlite');
  nowMs = OLD_MS;
  heads = [];
  file = open();
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

it('keeps entries younger than five years and proves it, across restarts and any number of prunings', async () => {
  write(1_200);
  nowMs = NOW_MS;
  write(3);
  expect((await compareChain(file.store, { ownHeads: heads, orphanedChains: [] })).fault).toBeUndefined();
  await remove();
  // The chain contains the youngest expired entry, and one pruning entry for each transaction of at most 500 entries.
  expect(sequences()).toEqual([1_200, 1_201, 1_202, 1_203, 1_204, 1_205, 1_206]);
  const cuts = file.store.linksAfter(1_203, 10).map(({ entry }) => AuditEntry.decode(entry));
  expect(cuts.map(({ kind, count, prunedTo }) => [kind, count, prunedTo?.sequence])).toEqual([
    [AuditKind.AUDIT_PRUNED, 500, 500n],
    [AuditKind.AUDIT_PRUNED, 500, 1_000n],
    [AuditKind.AUDIT_PRUNED, 199, 1_199n],
  ]);
  file.close();
  file = open();
  const start = { sequence: 1_200, prunedAtMs: Math.floor(nowMs / 1_000) * 1_000 };
  expect(file.store.start()?.sequence).toBe(1_200);
  expect(await compareChain(file.store, { ownHeads: heads, orphanedChains: [] })).toEqual({
    entries: 7,
    fault: undefined,
    start,
  });
  await remove();
  expect(sequences()).toHaveLength(7);
  // Later prunings follow the same rule, including older heads.
  nowMs += 5 * 366 * 24 * HOUR_MS;
  write(1);
  heads = heads.slice(-2);
  await remove();
  expect(sequences()).toEqual([1_206, 1_207, 1_208]);
  expect((await compareChain(file.store, { ownHeads: heads, orphanedChains: [] })).fault).toBeUndefined();
});

it('leaves no pruned content in its files', async () => {
  write(20);
  const isThere = () => ['', '-wal'].some((end) => readFileSync(`${path}${end}`).includes(Buffer.from(MARK)));
  expect(isThere()).toBe(true);
  nowMs = NOW_MS;
  file.write({ kind: AuditKind.AUDIT_READ, actor: ANONYMOUS_ACTOR });
  heads.push({ hash: file.store.head(), publishedAtMs: nowMs });
  file.write({ kind: AuditKind.AUDIT_READ, actor: ANONYMOUS_ACTOR });
  await remove();
  // This entry proves the age of all pruned entries.
  expect(sequences()[0]).toBe(20);
  tick(2_000 * 24 * HOUR_MS);
  file.write({ kind: AuditKind.AUDIT_READ, actor: ANONYMOUS_ACTOR });
  heads.push({ hash: file.store.head(), publishedAtMs: nowMs });
  await remove();
  expect(isThere()).toBe(false);
});

it.each([
  ['the service’s', NOW_MS, OLD_MS],
  ['the log’s', OLD_MS, NOW_MS],
  // The service's clock dates a pruning, and a pruning in the future would not be valid.
  ['the service’s, by two days,', NOW_MS + 48 * HOUR_MS, NOW_MS],
])('prunes nothing if only %s clock jumps', async (_whose, service, log) => {
  write(20);
  nowMs = service;
  heads.push({ hash: file.store.head(), publishedAtMs: log });
  await remove();
  expect(sequences()).toHaveLength(20);
});

it('uses the earlier of the two clocks', async () => {
  nowMs = Date.parse('2026-06-16T00:30:00Z');
  write(20);
  heads = [{ hash: file.store.head(), publishedAtMs: Date.parse('2031-06-15T23:00:00Z') }];
  nowMs = Date.parse('2031-06-16T01:00:00Z');
  await remove();
  expect(sequences()).toHaveLength(20);
});

it('prunes nothing without a head on the log', async () => {
  write(20);
  nowMs = NOW_MS;
  heads = [];
  await remove();
  expect(sequences()).toHaveLength(20);
});

it('prunes nothing while the chain is read', async () => {
  write(20);
  nowMs = NOW_MS;
  write(1);
  const reading = file.store.links();
  await reading.next();
  await remove();
  expect(sequences()).toHaveLength(21);
  await reading.return(undefined);
  await remove();
  expect(sequences()[0]).toBe(20);
});

describe('the hourly comparison', () => {
  const compare = async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const running = await createChainComparison({
      topic: 'audit-heads.v1',
      store: file.store,
      waitUntilDurable: async () => undefined,
      everyMs: HOUR_MS,
      foreignChains: [],
      eventLog: logOf(heads),
      appender: {} as Appender,
      log: createLogger({ service: 'test', level: 'error' }),
      onCompared: resolve,
    }).start(new AbortController().signal);
    const isValid = await promise;
    await running.stop();
    return isValid;
  };

  it('prunes a valid chain', async () => {
    write(20);
    nowMs = NOW_MS;
    write(1);
    expect(await compare()).toBe(true);
    expect(sequences()[0]).toBe(20);
    expect(await compare()).toBe(true);
  });

  it('prunes nothing from a chain with a fault', async () => {
    write(20);
    nowMs = NOW_MS;
    write(1);
    heads.push({ hash: new Uint8Array(32), publishedAtMs: nowMs });
    expect(await compare()).toBe(false);
    expect(sequences()).toHaveLength(21);
  });
});

/** Creates a log with only these heads. */
function logOf(all: readonly KnownHead[]): EventLog {
  const records = all.map(({ hash, publishedAtMs = 0 }) => ({
    value: AuditChainHead.encode({ chain: file.store.chain.id, hash: Buffer.from(hash) }).finish(),
    timestampMs: publishedAtMs,
  }));
  return {
    offsets: async () => [{ partition: 0, start: 0, end: records.length }],
    readFrom: async function* () {
      yield { records };
    },
  } as unknown as EventLog;
}

it('has triggers that reject deleting kept entries, and moving the prune point by hand', async () => {
  write(20);
  nowMs = NOW_MS;
  write(1);
  await remove();
  file.close();
  const database = new DatabaseSync(path);
  const run = (sql: string) => () => database.exec(sql);
  expect(run('DELETE FROM audit_entry WHERE sequence = 20')).toThrow('before it is pruned');
  expect(run('UPDATE audit_chain SET cut_sequence = 21')).toThrow(
    'only up to the point that its last entry records',
  );
  expect(run('UPDATE audit_chain SET cut_sequence = 0')).toThrow(
    'only up to the point that its last entry records',
  );
  const move = `UPDATE audit_chain SET cut_sequence = 20, cut_hash = (SELECT hash FROM audit_entry WHERE sequence = 20)`;
  expect(run(move)).toThrow('only up to the point that its last entry records');
  expect(run('UPDATE audit_entry SET entry = hash')).toThrow('never changed');
  expect(run('DELETE FROM audit_chain')).toThrow('never deleted');
  database.close();
  file = open();
});
