import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN, parseReleasePlan } from '@waylight/disclosure-control';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareFiles } from './files.ts';
import { layoutOf } from './layout.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-files-'));
});
afterEach(() => rm(dir, { recursive: true }));

const prepare = () =>
  prepareFiles(layoutOf(dir), { portOffset: 0, empty: true }, new Date('2026-05-10T12:00:00Z'));
const plan = async () => JSON.parse(await readFile(layoutOf(dir).plan, 'utf8'));

it('creates a plan that begins now, and keeps a plan that existed before the first start', async () => {
  await prepare();
  expect(parseReleasePlan(await plan())).toMatchObject({ ok: true });
  expect(await plan()).toEqual({ ...DEFAULT_RELEASE_PLAN, from: '2026-05' });

  await rm(dir, { recursive: true });
  dir = await mkdtemp(join(tmpdir(), 'waylight-files-'));
  await writeFile(layoutOf(dir).plan, JSON.stringify(ONE_TABLE_PLAN));
  await prepare();
  await prepare();
  expect(await plan()).toEqual(ONE_TABLE_PLAN);
});

it('creates a plan that begins with the example months', async () => {
  const args = { portOffset: 0, empty: false, months: 12 };
  const { state } = await prepareFiles(layoutOf(dir), args, new Date('2026-05-10T12:00:00Z'));
  expect(state.example?.firstMonth).toMatch(/^2025-/);
  expect(await plan()).toEqual({ ...DEFAULT_RELEASE_PLAN, from: state.example?.firstMonth });
});

it('lets the first start choose between example data and none, whatever the set-up chose', async () => {
  const now = new Date('2026-05-10T12:00:00Z');
  const choose = async (choice: { empty: boolean; months?: number }) =>
    (await prepareFiles(layoutOf(dir), { portOffset: 0, ...choice }, now)).state.example?.firstMonth;

  expect(await choose({ empty: false })).toMatch(/^2025-/);
  expect(await choose({ empty: true })).toBe(undefined);
  expect(await plan()).toEqual({ ...DEFAULT_RELEASE_PLAN, from: '2026-05' });
  const longer = await choose({ empty: false, months: 24 });
  expect(await plan()).toEqual({ ...DEFAULT_RELEASE_PLAN, from: longer });
  expect(await choose({ empty: false })).toBe(longer);

  await writeFile(layoutOf(dir).plan, JSON.stringify(ONE_TABLE_PLAN));
  expect(await choose({ empty: true })).toBe(undefined);
  expect(await plan()).toEqual(ONE_TABLE_PLAN);

  expect(await choose({ empty: false, months: 24 })).toBe(longer);
  // The first start has created the event log.
  await writeFile(layoutOf(dir).log, '');
  expect(await choose({ empty: true })).toBe(longer);
});

it('restricts access to an existing folder at the first start, and never again', async () => {
  const mode = async () => ((await stat(dir)).mode & 0o777).toString(8);
  await chmod(dir, 0o755);
  await prepare();
  expect(await mode()).toBe('700');
  await chmod(dir, 0o755);
  await prepare();
  expect(await mode()).toBe('755');
});
