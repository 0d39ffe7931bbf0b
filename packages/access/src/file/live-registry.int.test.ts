import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics, type Metrics, type Running } from '@waylight/service-kit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Organisation, RegistryContent } from '../pure/registry/registry-content.ts';
import { type LiveRegistry, openRegistry } from './live-registry.ts';

const MYLA: Organisation = {
  id: 'MYLA',
  number: 5,
  name: 'A',
  countries: ['MK'],
  role: 'lead',
  status: 'active',
};
const content = (version: number, over: Partial<RegistryContent> = {}): RegistryContent => ({
  version,
  organisations: [MYLA],
  operators: ['region'],
  authorities: [],
  officers: [],
  revoked: [],
  ...over,
});

let dir: string;
let file: string;
let lines: string[];
let metrics: Metrics;
let registry: LiveRegistry;
let running: Running;
let changes: number;
let decided: [kind: string, version: number][];

const write = (what: unknown): void => {
  writeFileSync(`${file}.new`, typeof what === 'string' ? what : JSON.stringify(what));
  renameSync(`${file}.new`, file);
};
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name}\\{.*\\} (\\S+)$`, 'm').exec((await metrics.expose()).body)?.[1]);
const errors = (): string[] => lines.filter((line) => line.includes('"level":"error"'));
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 30_000, interval: 50 });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'registry-file-'));
  file = join(dir, 'registry.json');
  lines = [];
  changes = 0;
  metrics = createMetrics({ service: 'test' });
  write(content(3));
  decided = [];
  await start();
});

async function start(): Promise<void> {
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: 'test', level: 'debug', destination });
  const cacheFile = join(dir, 'state', 'in-force.json');
  registry = await openRegistry({ file, cacheFile, log, metrics, everyMs: 50 });
  registry.onChange(() => {
    changes += 1;
  });
  registry.onDecision(({ kind, version }) => void decided.push([kind, version]));
  running = await registry.start(new AbortController().signal);
}

/** Stops the registry, runs `change`, and opens the registry again like a new process. */
async function restart(between: () => void): Promise<void> {
  await running.stop();
  between();
  metrics = createMetrics({ service: 'test' });
  lines = [];
  decided = [];
  await start();
}
afterEach(async () => {
  await running.stop();
  rmSync(dir, { recursive: true });
});

test('a newer version becomes active within seconds, and is reported once', async () => {
  write(content(7, { organisations: [{ ...MYLA, status: 'suspended' }] }));
  await eventually(() => expect(registry.current().findById('MYLA')?.status).toBe('suspended'));
  expect(await metric('waylight_registry_version')).toBe(7);
  write(content(8, { organisations: [{ ...MYLA, reinstatedIn: 8 }] }));
  await eventually(() => expect(registry.current().version).toBe(8));
  expect(changes).toBe(2);
  expect(decided).toEqual([
    ['activated', 7],
    ['activated', 8],
  ]);
  expect(errors()).toEqual([]);
});

test.each([
  ['broken', '{"version": 4,', 'a file of JSON'],
  ['invalid', { ...content(4), organisations: [] }, 'organisations: '],
  ['older', content(2), 'version: 2 must be greater than the active version, 3'],
  [
    'another file with the same version',
    content(3, { operators: ['other'] }),
    'version: 3 must be greater than the active version, 3',
  ],
  [
    'without an organisation',
    content(4, { organisations: [{ ...MYLA, id: 'OTHER', number: 6 }] }),
    'MYLA is missing',
  ],
])(
  'a file that is %s is rejected and reported once, and the previous version stays active',
  async (_, what, why) => {
    write(what);
    await eventually(() => expect(errors()).toHaveLength(1));
    expect(errors()[0]).toContain(why);
    expect(await metric('waylight_registry_refused')).toBe(1);
    expect(await metric('waylight_registry_version')).toBe(3);
    expect(registry.current().operators).toEqual(['region']);
    expect(changes).toBe(0);
    expect(decided).toEqual([['rejected', 3]]);

    write(content(5));
    await eventually(() => expect(registry.current().version).toBe(5));
    expect(errors()).toHaveLength(1);
    expect(await metric('waylight_registry_refused')).toBe(0);
  },
);

test('the same content in another order and with other spaces is not a change', async () => {
  write('{');
  await eventually(async () => expect(await metric('waylight_registry_refused')).toBe(1));
  const { version, organisations, ...others } = content(3);
  write(JSON.stringify({ ...others, organisations, version }, undefined, 4));
  await eventually(async () => expect(await metric('waylight_registry_refused')).toBe(0));
  expect(changes).toBe(0);
});

test('the previous version stays active while the file is missing', async () => {
  rmSync(file);
  await eventually(() => expect(errors()).toHaveLength(1));
  expect(registry.current().version).toBe(3);
  write(content(4));
  await eventually(() => expect(registry.current().version).toBe(4));
});

describe('across a restart', () => {
  const revoked = [
    {
      fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
      holder: 'MYLA',
      on: '2026-03-01',
      reason: 'device-lost' as const,
    },
  ];
  const remembered = () => JSON.parse(readFileSync(join(dir, 'state', 'in-force.json'), 'utf8')).version;

  test.each([
    ['an older file', content(3), 'version: 3 must be greater than the active version, 5'],
    [
      'another file with the same version',
      content(5),
      'version: 5 must be greater than the active version, 5',
    ],
    ['a newer file without the revocation', content(6), 'a revocation is permanent'],
    ['a broken file', '{', 'a file of JSON'],
  ])('%s does not reinstate a revoked certificate, and the log contains the reason', async (_, what, why) => {
    write(content(5, { revoked }));
    await eventually(() => expect(remembered()).toBe(5));
    await restart(() => write(what));
    expect(registry.current()).toMatchObject({ version: 5, revoked });
    await eventually(() => expect(errors()).toHaveLength(1));
    expect(errors()[0]).toContain(why);
    expect(await metric('waylight_registry_refused')).toBe(1);
    expect(decided).toEqual([['rejected', 5]]);
  });

  test('a newer file is active from the start, and is cached', async () => {
    await eventually(() => expect(remembered()).toBe(3));
    await restart(() => write(content(9)));
    expect(registry.current().version).toBe(9);
    await eventually(() => expect(remembered()).toBe(9));
    expect(errors()).toEqual([]);
  });

  test('an unreadable cache prevents the start, and the error contains a remedy', async () => {
    await expect(restart(() => writeFileSync(join(dir, 'state', 'in-force.json'), '{'))).rejects.toThrow(
      /cannot read the last active registry from .*in-force.json: make sure/,
    );
  });
});

test('a version that cannot be cached is active, and is cached as soon as possible', async () => {
  rmSync(join(dir, 'state'), { recursive: true, force: true });
  writeFileSync(join(dir, 'state'), 'in the way');
  write(content(4));
  await eventually(() => expect(registry.current().version).toBe(4));
  await eventually(() => expect(errors().join()).toContain('cannot store the active registry'));
  rmSync(join(dir, 'state'));
  await eventually(() =>
    expect(JSON.parse(readFileSync(join(dir, 'state', 'in-force.json'), 'utf8')).version).toBe(4),
  );
});
