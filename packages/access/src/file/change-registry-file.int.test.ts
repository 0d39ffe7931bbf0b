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

const applyChange = (change: RegistryChange, overrides: { as?: string; isDryRun?: boolean } = {}) =>
  changeRegistryFile({
    file,
    change,
    as: undefined,
    account: 'ana',
    now: new Date('2026-03-01T12:00:00Z'),
    isDryRun: false,
    ...overrides,
  });
const content = () => JSON.parse(readFileSync(file, 'utf8'));
const audit = (): RegistryAuditLine[] =>
  readFileSync(join(dir, 'registry-audit.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('each change writes the next version, and an audit line that is chained to the previous line', async () => {
  chmodSync(file, 0o640);
  const before = sha256(readFileSync(file, 'utf8'));
  await applyChange(ADD, { as: 'MYLA' });
  await applyChange(suspend('LEGIS'), { as: 'region' });
  await applyChange({ kind: 'organisation-reinstated', id: 'LEGIS' });
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

test('a lead can change only its own network organisations; an unknown caller cannot change anything', async () => {
  await applyChange(ADD, { as: 'MYLA' });
  for (const [change, as] of [
    [suspend('LEGIS'), 'BCHR'],
    [suspend('BCHR'), 'MYLA'],
    [suspend('LEGIS'), 'LEGIS'],
    [suspend('LEGIS'), 'NOBODY'],
  ] as const)
    await expect(applyChange(change, { as })).rejects.toMatchObject({ code: 'not-permitted' });
  expect(content().version).toBe(5);
  expect(audit()).toHaveLength(1);
});

test('a dry run returns the result and writes nothing', async () => {
  const { line } = await applyChange(ADD, { isDryRun: true });
  expect(line).toMatchObject({ version: 5, change: ADD });
  expect(content()).toEqual(START);
  expect(readdirSync(dir)).toEqual(['registry.json']);
});

test('an impossible change is rejected and leaves no trace', async () => {
  await expect(applyChange(suspend('NOBODY'))).rejects.toMatchObject({ code: 'refused' });
  await expect(
    applyChange({ ...ADD, organisation: { id: 'MYLA', name: 'x', countries: ['MK'], role: 'network' } }),
  ).rejects.toMatchObject({
    problems: ['organisations: the id MYLA is used twice'],
  });
  writeFileSync(file, '{');
  await expect(applyChange(ADD)).rejects.toMatchObject({ code: 'unreadable' });
  expect(readdirSync(dir)).toEqual(['registry.json']);
});

test('concurrent changes either succeed or are rejected; none is lost', async () => {
  const outcomes = await Promise.allSettled([
    applyChange(suspend('MYLA')),
    applyChange(suspend('BCHR')),
    applyChange(ADD),
  ]);
  const done = outcomes.filter(({ status }) => status === 'fulfilled');
  expect(done.length).toBeGreaterThan(0);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'changed-meanwhile' });
  expect(content().version).toBe(4 + done.length);
  expect(audit()).toHaveLength(done.length);
  expect(existsSync(`${file}.new`)).toBe(false);
});

test('a manual edit of the file is reported as a gap, and the chain of audit lines shows it', async () => {
  expect((await applyChange(ADD)).hasGap).toBe(false);
  writeFileSync(file, JSON.stringify({ ...content(), version: 20 }));
  expect((await applyChange(suspend('LEGIS'))).hasGap).toBe(true);
  const [first, second] = audit();
  expect(second?.before).not.toBe(first?.after);
  expect(second?.version).toBe(21);
});

test.each([
  ['torn', (line: string) => line.slice(0, -20)],
  ['not an audit line', () => '{}'],
])(
  'a last audit line that is %s counts as a gap, and the next entry starts a new line',
  async (_, damage) => {
    await applyChange(ADD);
    const file = join(dir, 'registry-audit.jsonl');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect((await applyChange(suspend('LEGIS'))).hasGap).toBe(true);
    expect((await applyChange({ kind: 'organisation-reinstated', id: 'LEGIS' })).hasGap).toBe(false);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(1).map((line) => JSON.parse(line).version)).toEqual([6, 7]);
  },
);

test.runIf(process.getuid?.() === 0)(
  'a change made as root keeps the owner of the files, so that services can read them',
  async () => {
    chownSync(file, 65_533, 65_532);
    chmodSync(file, 0o600);
    await applyChange(ADD);
    await applyChange(suspend('LEGIS'));
    for (const path of [file, join(dir, 'registry-audit.jsonl')])
      expect([path, statSync(path).uid, statSync(path).gid, statSync(path).mode & 0o777]).toEqual([
        ...[path, 65_533, 65_532, 0o600],
      ]);
  },
);

test('a symbolic link is kept: the next version and the audit are written in the folder of its target', async () => {
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
