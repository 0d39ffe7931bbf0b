import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEntry, genesisHash, hashEntry, type Link, SERVICE_ACTOR } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { chainLine, linkLine } from './chain-file.ts';

const chain = { id: 'node-MK', salt: new Uint8Array(32).fill(7) };
let folder: string;
let file: string;

function links(count: number): Link[] {
  let previous = genesisHash(chain);
  return Array.from({ length: count }, (_, i) => {
    const entry = encodeEntry({ kind: AuditKind.STARTED, actor: SERVICE_ACTOR }, i + 1, i);
    previous = hashEntry(previous, chain, entry);
    return { entry, hash: previous };
  });
}

/** Five old entries of which the first `missing` are removed, and an entry that records the removal of the first `recorded`. */
function prunedChain(recorded: number, missing: number) {
  const old = links(5);
  const cutAt = (sequence: number) => ({ sequence, hash: old[sequence - 1]!.hash });
  const entry = encodeEntry(
    { kind: AuditKind.AUDIT_PRUNED, actor: SERVICE_ACTOR, prunedTo: cutAt(recorded) },
    6,
    Date.now(),
  );
  const all = [...old, { entry, hash: hashEntry(old[4]!.hash, chain, entry) }];
  return { chain: { ...chain, prunedTo: cutAt(missing) }, all: all.slice(missing) };
}

const waylight = (...args: string[]) => runCommand(args, { cwd: folder });

const write = (all: readonly Link[]) =>
  writeFileSync(file, [chainLine(chain), ...all.map(linkLine)].join('\n'));
const verify = (...more: string[]) => waylight('audit', 'verify', '--file', file, ...more);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  file = join(folder, 'audit.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a chain in a file is verified, and its end is printed', async () => {
  write(links(5));
  const { exit, out } = await verify();
  expect([exit, out]).toEqual([0, expect.stringContaining('node-MK: verified, 5 entries')]);
  const [end = ''] = /[0-9a-f]{64}/.exec(out) ?? [];
  write(links(6));
  expect((await verify('--end', end)).exit).toBe(0);
  write(links(4));
  const cut = await verify('--end', end);
  expect([cut.exit, cut.err]).toEqual([3, expect.stringContaining('truncated or rewritten')]);
});

test.each([
  ['altered', (all: Link[]) => all.with(2, { ...all[2]!, hash: all[3]!.hash }), 'an entry was altered'],
  ['missing', (all: Link[]) => all.toSpliced(2, 1), 'an entry is missing'],
  ['moved', (all: Link[]) => all.with(2, all[3]!).with(3, all[2]!), 'an entry was moved'],
])('a chain in which an entry is %s is refused, with the entry', async (_what, change, words) => {
  write(change(links(5)));
  const { exit, out, err } = await verify();
  expect([exit, out]).toEqual([3, '']);
  expect(err).toContain(words);
  expect(err).toContain('entry 3');
});

test.each([
  ['{"format":"x"}', 'is not an audit'],
  ['nonsense', 'line 1 is not a JSON object'],
  [`${chainLine(chain)}\n{"entry":4}`, 'line 2 has no text'],
])('a file that is not an audit is refused and stays unchanged (%j)', async (text, words) => {
  writeFileSync(file, text);
  const { exit, err } = await verify();
  expect([exit, err]).toEqual([2, expect.stringContaining(words)]);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a chain of which only expired entries were pruned is verified; a chain that lost more entries is refused', async () => {
  const { chain: cut, all } = prunedChain(3, 3);
  writeFileSync(file, [chainLine(cut), ...all.map(linkLine)].join('\n'));
  const { exit, out } = await verify();
  expect([exit, out]).toEqual([
    0,
    expect.stringMatching(/verified, 3 entries[\s\S]*It begins at entry 4: entries older than 60 months/),
  ]);
  const { chain: further, all: less } = prunedChain(3, 4);
  writeFileSync(file, [chainLine(further), ...less.map(linkLine)].join('\n'));
  const refused = await verify();
  expect([refused.exit, refused.err]).toEqual([
    3,
    expect.stringMatching(/at its front are missing[\s\S]*entry 5/),
  ]);
});

test('an invalid hash is refused, and so is an invalid time', async () => {
  write(links(1));
  expect((await verify('--end', 'abc')).exit).toBe(2);
  expect((await waylight('audit', 'show', '--country', 'MK', '--from', 'March')).exit).toBe(2);
});
