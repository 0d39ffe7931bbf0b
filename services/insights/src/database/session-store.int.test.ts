import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretId } from '../accounts/session-keys.ts';
import { type Database, openDatabase } from './open-database.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';

const NOW_MS = Date.UTC(2026, 0, 10);
const LIMITS = { maxAgeMs: 8 * 3_600_000, idleMs: 1_800_000, maxPerPerson: 2, maxTotal: 4 };
const ANALYST = { assignment: { role: 'analyst', id: 'MYLA' }, registryVersion: 3 } as const;
const OPERATOR = { assignment: { role: 'operator', id: 'region' }, registryVersion: 1 } as const;
const person = (n: number): Buffer => Buffer.alloc(32, n);

let dir: string;
let database: Database;
let store: SessionStore;
const open = (): void => {
  database = openDatabase(join(dir, 'insights.sqlite'));
  store = createSessionStore(database, LIMITS);
};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-sessions-'));
  open();
});
afterEach(async () => {
  database.close();
  await rm(dir, { recursive: true, force: true });
});

const begin = (owner: number, atMs = NOW_MS): string => {
  const id = createSecretId();
  store.begin(id, person(owner), ANALYST, atMs);
  return id;
};

describe('sessions', () => {
  it('are found by their exact id only, also after a restart', () => {
    const id = begin(1);
    store.begin('of-an-operator', person(2), OPERATOR, NOW_MS);
    database.close();
    open();
    expect(store.find(id, NOW_MS)).toEqual({
      ...ANALYST,
      person: person(1).toString('hex'),
      startedMs: NOW_MS,
      usedMs: NOW_MS,
    });
    expect(store.find('of-an-operator', NOW_MS)).toMatchObject(OPERATOR);
    for (const other of ['', `${id} `, id.toLowerCase(), createSecretId()])
      expect(store.find(other, NOW_MS)).toBeUndefined();
  });

  it('expire if not used, and at their maximum age even if used', () => {
    const id = begin(1);
    expect(store.find(id, NOW_MS + LIMITS.idleMs)).toBeUndefined();
    let atMs = NOW_MS;
    for (; atMs < NOW_MS + LIMITS.maxAgeMs; atMs += LIMITS.idleMs / 2)
      expect(store.find(id, atMs)).toBeDefined();
    expect(store.find(id, NOW_MS + LIMITS.maxAgeMs)).toBeUndefined();
  });

  it('end on request, and are deleted when expired', () => {
    const [ended, left, over] = [begin(1), begin(2), begin(3, NOW_MS - LIMITS.idleMs)];
    store.end(ended);
    expect(store.find(ended, NOW_MS)).toBeUndefined();
    store.purge(NOW_MS, () => true);
    expect(store.find(left, NOW_MS)).toBeDefined();
    // A deleted session is not found even if the clock goes back.
    expect(store.find(over, NOW_MS - LIMITS.idleMs)).toBeUndefined();
  });

  it('are deleted when invalid; others stay', () => {
    const analyst = begin(1);
    store.begin('of-an-operator', person(2), OPERATOR, NOW_MS);
    store.purge(NOW_MS, ({ assignment }) => assignment.id !== 'MYLA');
    expect(store.find(analyst, NOW_MS)).toBeUndefined();
    expect(store.find('of-an-operator', NOW_MS)).toBeDefined();
  });

  it('have a maximum per person and in total: one more session ends the least recently used', () => {
    const first = begin(1);
    const second = begin(1, NOW_MS + 1);
    store.find(first, NOW_MS + 600_000);
    const third = begin(1, NOW_MS + 600_001);
    const alive = (ids: readonly string[]) => ids.map((id) => store.find(id, NOW_MS + 600_002) !== undefined);
    expect(alive([first, second, third])).toEqual([true, false, true]);
    const others = [2, 3, 4].map((owner) => begin(owner, NOW_MS + 600_001 + owner));
    expect(alive([first, third, ...others])).toEqual([false, true, true, true, true]);
  });

  it('store neither the id nor its bytes in the file', async () => {
    const id = begin(1);
    database.close();
    const bytes = await readFile(join(dir, 'insights.sqlite'));
    expect(bytes.includes('MYLA')).toBe(true);
    expect(bytes.includes(id)).toBe(false);
    expect(bytes.includes(Buffer.from(id, 'base64url'))).toBe(false);
    open();
  });
});

it('accepts a state once, until it expires', () => {
  expect(store.isFirstUse('a', NOW_MS, NOW_MS + 10)).toBe(true);
  expect(store.isFirstUse('a', NOW_MS + 9, NOW_MS + 19)).toBe(false);
  expect(store.isFirstUse('b', NOW_MS + 9, NOW_MS + 19)).toBe(true);
});
