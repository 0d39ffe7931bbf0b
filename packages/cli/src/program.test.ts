import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { EXIT_MEANINGS } from './exit-codes.ts';
import { loadProgram, runCommand } from './testing/run-command.ts';

const waylight = (...args: string[]) => runCommand(args);

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

test('every command shows an example in its help', async () => {
  for (const command of leaves(await loadProgram())) {
    const path = [];
    for (let at: Command | null = command; at?.parent; at = at.parent) path.unshift(at.name());
    const { exit, out } = await waylight(...path, '--help');
    expect([path, exit]).toEqual([path, 0]);
    expect(out).toMatch(/^Examples?:\n {2}((npx|sudo) waylight|docker compose|echo|waylight)/m);
  }
});

test('the help shows what every exit code means', async () => {
  const { out } = await waylight('--help');
  for (const [code, meaning] of EXIT_MEANINGS) expect(out).toContain(`${code}  ${meaning}`);
});

test.each([
  [['trend'], 'Did you mean trends?'],
  [['trends', '--formt', 'json'], 'Did you mean --format?'],
  [['trends', '--format', 'xml'], 'Allowed choices are table, json, csv'],
  [['retract', 'a', '--reason', 'mistakes'], 'Allowed choices are mistake'],
  [['revise', 'a.json'], "required option '--base"],
  [['report'], "missing required argument 'file'"],
  [['probe', '--dir', '/srv/waylight'], 'was removed: use waylight doctor --services'],
  [['topics', 'acls'], 'was removed: use waylight topics apply'],
])('wrong usage (%j) is exit code 2 with a hint on stderr', async (args, hint) => {
  const { exit, out, err } = await waylight(...args);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(hint);
});

test.each([
  [['report', 'a.json'], 'the country is missing'],
  [['report', 'a.json', '--country', 'GR'], 'expected one of AL, BA, ME, MK, RS, XK'],
  [['report', '/not/there.json', '--country', 'MK'], 'does not exist'],
  [['trends', '--by', 'contry'], 'Did you mean country?'],
  [['trends', '--own'], 'the country is missing'],
  [['reports', '--country', 'MK', '--page-size', '0'], '--page-size got "0"'],
  [['activity', 'a.json', '--country', 'MK', '--revise'], '--revise and --base must be used together'],
])('%j is refused before the region is located', async (args, words) => {
  const { exit, err } = await waylight(...args);
  expect(exit).toBe(2);
  expect(err).toContain(words);
});

test('an error about a missing region names both remedies', async () => {
  const { exit, err } = await waylight('status', '--data', '/not/there');
  expect(exit).toBe(6);
  expect(err).toContain('/not/there has no region');
  expect(err).toContain('npm start');
});

test('the version is that of the project', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(await waylight('--version')).toEqual({ exit: 0, out: `${version}\n`, err: '' });
});

test.each([
  [['status', '--data', '/not/there', '--format', 'json'], 6, { code: 'try-again' }],
  [
    ['trends', '--by', 'contry', '--format=json'],
    2,
    { code: 'usage', details: expect.arrayContaining(['Did you mean country?']) },
  ],
  [['trends', '--formt', '--format', 'json'], 2, { code: 'usage' }],
  [['report', '--format', 'json'], 2, { code: 'usage', message: "missing required argument 'file'" }],
])('with --format json, the error of %j is one line of JSON', async (args, code, expected) => {
  const { exit, out, err } = await waylight(...args);
  expect([exit, out]).toEqual([code, '']);
  const { error } = JSON.parse(err);
  expect(error).toMatchObject({ ...expected, exitCode: code, message: expect.stringMatching(/./) });
});
