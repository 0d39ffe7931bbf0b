import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretId } from '../accounts/session-keys.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';

const NOW_MS = Date.UTC(2026, 0, 10);
const LIMITS = { maxAgeMs: 8 * 3_600_000, idleMs: 1_800_000, maxPerPerson: 2, maxTotal: 4 };
const ANALYST = { assignment: { role: 'analyst', id: 'MYLA' }, registryVersion: 3 } as const;
const OPERATOR = { assignment: { role: 'operator', id: 'region' }, registryVersion: 1 } as const;
const person = (n: number): Buffer => Buffer.alloc(32, n);

let dir: string;
let record: SessionStore;
let stop: () => Promise<void>;
const open = async (): Promise<void> => {
  record = createSessionStore(join(dir, 'insights.sqlite'), LIMITS);
  ({ stop } = await record.start(AbortSignal.timeout(10_000)));
};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-sessions-'));
  await open();
});
afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
});

const begin = (owner: number, atMs = NOW_MS): string => {
  const id = createSecretId();
  record.begin(id, person(owner), ANALYST, atMs);
  return id;
};

describe('sessions', () => {
  it('are found by their id alone, also after a restart', async () => {
    const id = begin(1);
    record.begin('of-an-operator', person(2), OPERATOR, NOW_MS);
    await stop();
    await open();
    expect(record.find(id, NOW_MS)).toEqual({
      ...ANALYST,
      person: person(1).toString('hex'),
      ...{ startedMs: NOW_MS, usedMs: NOW_MS },
    });
    expect(record.find('of-an-operator', NOW_MS)).toMatchObject(OPERATOR);
    for (const other of ['', `${id} `, id.toLowerCase(), createSecretId()])
      expect(record.find(other, NOW_MS)).toBeUndefined();
  });

  it('end when nobody uses them, and after their longest time however they are used', () => {
    const id = begin(1);
    expect(record.find(id, NOW_MS + LIMITS.idleMs)).toBeUndefined();
    let atMs = NOW_MS;
    for (; atMs < NOW_MS + LIMITS.maxAgeMs; atMs += LIMITS.idleMs / 2)
      expect(record.find(id, atMs)).toBeDefined();
    expect(record.find(id, NOW_MS + LIMITS.maxAgeMs)).toBeUndefined();
  });

  it('end when they are ended, and are taken away when they are over', () => {
    const [ended, left, over] = [begin(1), begin(2), begin(3, NOW_MS - LIMITS.idleMs)];
    record.end(ended);
    expect(record.find(ended, NOW_MS)).toBeUndefined();
    record.purge(NOW_MS, () => true);
    expect(record.find(left, NOW_MS)).toBeDefined();
    // Not even a clock that goes back finds it.
    expect(record.find(over, NOW_MS - LIMITS.idleMs)).toBeUndefined();
  });

  it('that do not stand any more are taken away, and others stay', () => {
    const analyst = begin(1);
    record.begin('of-an-operator', person(2), OPERATOR, NOW_MS);
    record.purge(NOW_MS, ({ assignment }) => assignment.id !== 'MYLA');
    expect(record.find(analyst, NOW_MS)).toBeUndefined();
    expect(record.find('of-an-operator', NOW_MS)).toBeDefined();
  });

  it('are so many for a person and in all: another ends those that were used longest ago', () => {
    const first = begin(1);
    const second = begin(1, NOW_MS + 1);
    record.find(first, NOW_MS + 600_000);
    const third = begin(1, NOW_MS + 600_001);
    const alive = (ids: readonly string[]) =>
      ids.map((id) => record.find(id, NOW_MS + 600_002) !== undefined);
    expect(alive([first, second, third])).toEqual([true, false, true]);
    const others = [2, 3, 4].map((owner) => begin(owner, NOW_MS + 600_001 + owner));
    expect(alive([first, third, ...others])).toEqual([false, true, true, true, true]);
  });

  it('leave in the file neither the id nor anything else that opens them', async () => {
    const id = begin(1);
    await stop();
    const bytes = await readFile(join(dir, 'insights.sqlite'));
    expect(bytes.includes('MYLA')).toBe(true);
    expect(bytes.includes(id)).toBe(false);
    expect(bytes.includes(Buffer.from(id, 'base64url'))).toBe(false);
    await open();
  });
});

it('takes a state once, whoever comes with it, until it is over', () => {
  expect(record.isFirstUse('a', NOW_MS, NOW_MS + 10)).toBe(true);
  expect(record.isFirstUse('a', NOW_MS + 9, NOW_MS + 19)).toBe(false);
  expect(record.isFirstUse('b', NOW_MS + 9, NOW_MS + 19)).toBe(true);
});
