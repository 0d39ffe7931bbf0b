import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RegistryChange } from '../pure/registry/change-registry.ts';
import { changeRegistryFile } from './change-registry-file.ts';
import { type RegistryAuditLine, sha256 } from './registry-audit.ts';

const START = {
  version: 4,
  organisations: [
    { id: 'MYLA', number: 5, name: 'A', countries: ['MK'], role: 'lead', status: 'active' },
    { id: 'BCHR', number: 9, name: 'B', countries: ['RS'], role: 'lead', status: 'active' },
  ],
  operators: ['region'],
};
const ADD: RegistryChange = {
  kind: 'organisation-added',
  organisation: { id: 'LEGIS', name: 'Legis', countries: ['MK'], role: 'network' },
};
const suspend = (id: string): RegistryChange => ({ kind: 'organisation-suspended', id });

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'registry-step-'));
  file = join(dir, 'registry.json');
  writeFileSync(file, JSON.stringify(START));
});
afterEach(() => rmSync(dir, { recursive: true }));

const step = (change: RegistryChange, over: { as?: string; isDryRun?: boolean } = {}) =>
  changeRegistryFile({
    file,
    change,
    as: undefined,
    account: 'ana',
    now: new Date('2026-03-01T12:00:00Z'),
    isDryRun: false,
    ...over,
  });
const content = () => JSON.parse(readFileSync(file, 'utf8'));
const audit = (): RegistryAuditLine[] =>
  readFileSync(join(dir, 'registry-audit.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('each change writes the next version, and a line that is chained to the previous one', async () => {
  chmodSync(file, 0o640);
  const before = sha256(readFileSync(file, 'utf8'));
  await step(ADD, { as: 'MYLA' });
  await step(suspend('LEGIS'), { as: 'region' });
  await step({ kind: 'organisation-reinstated', id: 'LEGIS' });
  expect(content()).toMatchObject({ version: 7, organisations: [{}, {}, { id: 'LEGIS', number: 10 }] });
  expect(audit().map(({ version, by, account }) => [version, by, account])).toEqual([
    [5, 'MYLA', 'ana'],
    [6, 'region', 'ana'],
    [7, 'ana', 'ana'],
  ]);
  const [first, second, third] = audit();
  expect(first?.before).toBe(before);
  expect([second?.before, third?.before]).toEqual([first?.after, second?.after]);
  expect(third?.after).toBe(sha256(readFileSync(file, 'utf8')));
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(dir).sort()).toEqual(['registry-audit.jsonl', 'registry.json']);
});

test('a lead can change its own network organisations alone, and an unknown name nothing', async () => {
  await step(ADD, { as: 'MYLA' });
  for (const [change, as] of [
    [suspend('LEGIS'), 'BCHR'],
    [suspend('BCHR'), 'MYLA'],
    [suspend('LEGIS'), 'LEGIS'],
    [suspend('LEGIS'), 'NOBODY'],
  ] as const)
    await expect(step(change, { as })).rejects.toMatchObject({ code: 'not-permitted' });
  expect(content().version).toBe(5);
  expect(audit()).toHaveLength(1);
});

test('a dry run returns the result and writes nothing', async () => {
  const { line } = await step(ADD, { isDryRun: true });
  expect(line).toMatchObject({ version: 5, change: ADD });
  expect(content()).toEqual(START);
  expect(readdirSync(dir)).toEqual(['registry.json']);
});

test('an impossible change is rejected and leaves no trace', async () => {
  await expect(step(suspend('NOBODY'))).rejects.toMatchObject({ code: 'refused' });
  await expect(
    step({ ...ADD, organisation: { id: 'MYLA', name: 'x', countries: ['MK'], role: 'network' } }),
  ).rejects.toMatchObject({
    problems: ['organisations: the id MYLA is used twice'],
  });
  writeFileSync(file, '{');
  await expect(step(ADD)).rejects.toMatchObject({ code: 'unreadable' });
  expect(readdirSync(dir)).toEqual(['registry.json']);
});

test('one of two concurrent changes is rejected, and no change is lost', async () => {
  const outcomes = await Promise.allSettled([step(suspend('MYLA')), step(suspend('BCHR')), step(ADD)]);
  const done = outcomes.filter(({ status }) => status === 'fulfilled');
  expect(done.length).toBeGreaterThan(0);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'changed-meanwhile' });
  expect(content().version).toBe(4 + done.length);
  expect(audit()).toHaveLength(done.length);
  expect(existsSync(`${file}.new`)).toBe(false);
});

test('a file that was changed in another way is reported, and stays visible in the chain', async () => {
  expect((await step(ADD)).hasGap).toBe(false);
  writeFileSync(file, JSON.stringify({ ...content(), version: 20 }));
  expect((await step(suspend('LEGIS'))).hasGap).toBe(true);
  const [first, second] = audit();
  expect(second?.before).not.toBe(first?.after);
  expect(second?.version).toBe(21);
});

test.each([
  ['torn', (line: string) => line.slice(0, -20)],
  ['no line of the audit', () => '{}'],
])('a last line that is %s is a gap, and the next one does not run into it', async (_, spoilt) => {
  await step(ADD);
  const file = join(dir, 'registry-audit.jsonl');
  writeFileSync(file, spoilt(readFileSync(file, 'utf8')));
  expect((await step(suspend('LEGIS'))).hasGap).toBe(true);
  expect((await step({ kind: 'organisation-reinstated', id: 'LEGIS' })).hasGap).toBe(false);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.slice(1).map((line) => JSON.parse(line).version)).toEqual([6, 7]);
});

test.runIf(process.getuid?.() === 0)(
  'run as root, it stays readable for the account of the services',
  async () => {
    chownSync(file, 65_533, 65_532);
    chmodSync(file, 0o600);
    await step(ADD);
    await step(suspend('LEGIS'));
    for (const path of [file, join(dir, 'registry-audit.jsonl')])
      expect([path, statSync(path).uid, statSync(path).gid, statSync(path).mode & 0o777]).toEqual([
        ...[path, 65_533, 65_532, 0o600],
      ]);
  },
);

test('a link stays a link, and its target is the next version, with the audit beside it', async () => {
  mkdirSync(join(dir, 'elsewhere'));
  const link = join(dir, 'elsewhere', 'link.json');
  symlinkSync(file, link);
  const options = { change: ADD, as: undefined, account: 'ana', now: new Date(), isDryRun: false };
  await changeRegistryFile({ file: link, ...options });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(content().version).toBe(5);
  expect(audit()).toHaveLength(1);
  expect(readdirSync(join(dir, 'elsewhere'))).toEqual(['link.json']);
});
