import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Organisation, RegistryContent } from '@waylight/registry';
import { createLogger, createMetrics, type Metrics, type Running } from '@waylight/service-kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LiveRegistry, openRegistry } from './live-registry.ts';

const MYLA: Organisation = {
  ...{ id: 'MYLA', number: 5, name: 'A', countries: ['MK'], role: 'lead', status: 'active' },
};
const content = (version: number, over: Partial<RegistryContent> = {}): RegistryContent => ({
  ...{
    version,
    organisations: [MYLA],
    operators: ['region'],
    authorities: [],
    officers: [],
    revoked: [],
    ...over,
  },
});

let dir: string;
let file: string;
let lines: string[];
let metrics: Metrics;
let registry: LiveRegistry;
let running: Running;
let changes: number;

const write = (what: unknown): void => {
  writeFileSync(`${file}.new`, typeof what === 'string' ? what : JSON.stringify(what));
  renameSync(`${file}.new`, file);
};
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name}\\{.*\\} (\\S+)$`, 'm').exec((await metrics.expose()).body)?.[1]);
const errors = (): string[] => lines.filter((line) => line.includes('"level":"error"'));
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000, interval: 50 });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'registry-file-'));
  file = join(dir, 'registry.json');
  lines = [];
  changes = 0;
  metrics = createMetrics({ service: 'test' });
  write(content(3));
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: 'test', level: 'debug', destination });
  registry = await openRegistry({ file, log, metrics });
  registry.onChange(() => {
    changes += 1;
  });
  running = await registry.start(new AbortController().signal);
});
afterEach(async () => {
  await running.stop();
  rmSync(dir, { recursive: true });
});

test('a newer version is in force within seconds, and is told once', async () => {
  write(content(7, { organisations: [{ ...MYLA, status: 'suspended' }] }));
  await eventually(() => expect(registry.current().byId('MYLA')?.status).toBe('suspended'));
  expect(await metric('waylight_registry_version')).toBe(7);
  write(content(8));
  await eventually(() => expect(registry.current().version).toBe(8));
  expect(changes).toBe(2);
  expect(errors()).toEqual([]);
});

test.each([
  ['broken', '{"version": 4,', 'a file of JSON'],
  ['invalid', { ...content(4), organisations: [] }, 'organisations: '],
  ['older', content(2), 'version: 2 is not above 3'],
  ['another one of the same version', content(3, { operators: ['other'] }), 'version: 3 is not above 3'],
  [
    'without an organisation',
    content(4, { organisations: [{ ...MYLA, id: 'OTHER', number: 6 }] }),
    'MYLA is gone',
  ],
])('a file that is %s is refused, said once, and leaves the one before in force', async (_, what, why) => {
  write(what);
  await eventually(() => expect(errors()).toHaveLength(1));
  expect(errors()[0]).toContain(why);
  expect(await metric('waylight_registry_refused')).toBe(1);
  expect(await metric('waylight_registry_version')).toBe(3);
  expect(registry.current().operators).toEqual(['region']);
  expect(changes).toBe(0);

  write(content(5));
  await eventually(() => expect(registry.current().version).toBe(5));
  expect(errors()).toHaveLength(1);
  expect(await metric('waylight_registry_refused')).toBe(0);
});

test('the version in force is taken back in another order and with other spaces: it is no change', async () => {
  write('{');
  await eventually(async () => expect(await metric('waylight_registry_refused')).toBe(1));
  const { version, organisations, ...others } = content(3);
  write(JSON.stringify({ ...others, organisations, version }, undefined, 4));
  await eventually(async () => expect(await metric('waylight_registry_refused')).toBe(0));
  expect(changes).toBe(0);
});

test('a file that is gone leaves the one before in force until it is back', async () => {
  rmSync(file);
  await eventually(() => expect(errors()).toHaveLength(1));
  expect(registry.current().version).toBe(3);
  write(content(4));
  await eventually(() => expect(registry.current().version).toBe(4));
});
