import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { EXIT_MEANINGS } from './exit-codes.ts';
import { createKit } from './kit.ts';
import { createProgram, run } from './program.ts';

function commandLine() {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let code: number | undefined;
  const kit = createKit({
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: { noColour: true },
    cwd: '/',
    signal: new AbortController().signal,
    exit: (exit) => {
      code = exit;
    },
  });
  return {
    program: createProgram(kit),
    async run(...args: string[]) {
      const exit = await run(createProgram(kit), args, () => code);
      return { exit, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
    },
  };
}

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

test('every command shows an example in its help', async () => {
  const { program, run: runIt } = commandLine();
  for (const command of leaves(program)) {
    const path = [];
    for (let at: Command | null = command; at?.parent; at = at.parent) path.unshift(at.name());
    const { exit, out } = await runIt(...path, '--help');
    expect([path, exit]).toEqual([path, 0]);
    expect(out).toMatch(/^Examples?:\n {2}(npx waylight|echo)/m);
  }
});

test('the help shows what every exit code means', async () => {
  const { out } = await commandLine().run('--help');
  for (const [code, meaning] of EXIT_MEANINGS) expect(out).toContain(`${code}  ${meaning}`);
});

test.each([
  [['trend'], 'Did you mean trends?'],
  [['trends', '--formt', 'json'], 'Did you mean --format?'],
  [['trends', '--format', 'xml'], 'Allowed choices are table, json, csv'],
  [['retract', 'a', '--reason', 'mistakes'], 'Allowed choices are mistake'],
  [['revise', 'a.json'], "required option '--base"],
  [['report'], "missing required argument 'file'"],
])('wrong usage (%j) is exit code 2 and one hint on stderr', async (args, hint) => {
  const { exit, out, err } = await commandLine().run(...args);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(hint);
});

test.each([
  [['report', 'a.json'], "which country's node?"],
  [['report', 'a.json', '--country', 'GR'], 'there are nodes for AL, BA, ME, MK, RS, XK'],
  [['report', '/not/there.json', '--country', 'MK'], 'there is no such file'],
  [['trends', '--by', 'contry'], 'Did you mean country?'],
  [['trends', '--own'], "which country's node?"],
  [['reports', '--country', 'MK', '--page-size', '0'], '--page-size got "0"'],
  [['activity', 'a.json', '--country', 'MK', '--revise'], '--revise and --base go together'],
])('%j is refused before anything is looked for', async (args, words) => {
  const { exit, err } = await commandLine().run(...args);
  expect(exit).toBe(2);
  expect(err).toContain(words);
});

test('the rules of the log are printed for one node, under a prefix', async () => {
  const { exit, out } = await commandLine().run('topics', 'acls', '--country', 'mk', '--prefix', 'drill.');
  expect(exit).toBe(0);
  expect(out.match(/--add .*/g)).toEqual([
    '--add --allow-principal User:CN=waylight-node-MK --operation Write --operation DescribeConfigs --topic drill.reports.v1.MK --topic drill.activity.v1.MK --topic drill.heartbeat.v1.MK',
    '--add --allow-principal User:CN=waylight-node-MK --operation Read --operation DescribeConfigs --topic drill.progress.v1.MK',
    '--add --allow-principal User:CN=waylight-node-MK --operation Read --operation Write --topic drill.audit-heads.v1.MK --topic drill.erasures.v1.MK',
  ]);
});

test('a prefix that a shell would read otherwise is refused', async () => {
  const { exit, out, err } = await commandLine().run('topics', 'acls', '--prefix', 'a;b');
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('--prefix got "a;b"');
});

test('no region here is told with the two ways out', async () => {
  const { exit, err } = await commandLine().run('status', '--data', '/not/there');
  expect(exit).toBe(6);
  expect(err).toContain('no region was started in /not/there');
  expect(err).toContain('npm start');
});
