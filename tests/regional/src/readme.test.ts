import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createSecureContext } from 'node:tls';
import { SERVICE_PORTS } from '@waylight/contracts';
import { bareEnvironment } from '@waylight/testing';
import { ROOT, startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { pythonForTests } from './python-for-tests.ts';

const LONG_MS = 240_000;
const python = pythonForTests();
const fiveMinutes = commandsUnder('README.md', 'The first report in five minutes');
const reading = commandsUnder('docs/reading-numbers.md', 'Get numbers');
const clients = commandsUnder('docs/integration.md', 'Send the first report');
const [forBrowsers = ''] = commandsUnder('docs/reading-numbers.md', 'Your own numbers in a browser');

let region: TrialRegion;
beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'example' });
}, LONG_MS);
afterAll(() => region?.stop());

/** The commands in the code blocks of a page's section, in order, without comments. */
function commandsUnder(page: string, heading: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap((block) => (block[1] ?? '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** The arguments of a command, changed from the reader's region to the region of the test. */
const wordsOf = (command: string): string[] =>
  command
    .replace('localhost:7004', `localhost:${7004 + region.portOffset}`)
    .replace('.waylight/region', region.dataDir)
    .split(/\s+/);

describe('the commands of README and docs', () => {
  it('lead to the first report and own trends', () => {
    expect(fiveMinutes.length).toBeGreaterThanOrEqual(7);
    expect(fiveMinutes.some((command) => command.includes('trends --own'))).toBe(true);
    expect(reading.length).toBeGreaterThanOrEqual(4);
  });

  it('work, one after the other', { timeout: LONG_MS }, async () => {
    for (const command of [...fiveMinutes, ...reading]) {
      const [npx, name, ...args] = wordsOf(command);
      expect([npx, name], command).toEqual(['npx', 'waylight']);
      const { code, out, err } = await runWaylight(region.dataDir, args);
      expect({ command, code, said: code === 0 ? '' : err }).toEqual({ command, code: 0, said: '' });
      expect(out, command).not.toBe('');
    }
  });

  it('include a TypeScript client that sends a report with proto/ only', () => {
    const command = clients.find((line) => line.startsWith('npx node '));
    const [, , script = '', ...args] = wordsOf(command ?? '');
    expect(run(process.execPath, [script, ...args])).toMatch(/^field-2026-0001 revision \d+: /);

    const [report = '', ...node] = args;
    const wrong = join(region.dataDir, 'wrong.json');
    writeFileSync(
      wrong,
      readFileSync(join(ROOT, report), 'utf8').replace('"country": "MK"', '"country": "QQ"'),
    );
    const refused = spawnSync(process.execPath, [script, wrong, ...node], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(refused.stderr).toMatch(/^refused: INVALID_ARGUMENT .+\n {2}country: /);
    expect(refused.status).toBe(1);
  });
});

it('create a password-protected certificate for browsers that a node accepts', async () => {
  const command = forBrowsers.replaceAll('.waylight/region', region.dataDir);
  run('sh', ['-c', `cd "${region.dataDir}" && umask 077 && ${command} -passout pass:of-ones-own`]);
  const pfx = readFileSync(join(region.dataDir, 'MYLA.p12'));
  const ca = readFileSync(join(region.dataDir, 'certs', 'browser', 'ca.crt'));
  expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow();
  const browser = request({
    host: '127.0.0.1',
    port: SERVICE_PORTS.intakeHttp.MK + region.portOffset,
    agent: false,
    path: '/v1/own/trends?layer=reports',
    pfx,
    passphrase: 'of-ones-own',
    ca,
    headers: { origin: `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}` },
  });
  browser.end();
  const [answer]: IncomingMessage[] = await once(browser, 'response');
  if (answer === undefined) throw new Error('there is no response');
  expect(JSON.parse(await text(answer))).toMatchObject({ organisation: 'MYLA', layer: 'reports' });
});

describe.skipIf('unavailable' in python)(
  `the client in Python${'unavailable' in python ? ` (needs ${python.unavailable})` : ''}`,
  () => {
    it('sends a report with proto/ and grpcio only', () => {
      const packages = 'packages' in python ? python.packages : '';
      const command = clients.find((line) => line.startsWith('venv/bin/python '));
      const [, ...args] = wordsOf(command ?? '');
      const said = run('python3', args, { PYTHONPATH: packages });
      expect(said).toMatch(/^field-2026-0001 revision \d+: /);
    });
  },
);

function run(program: string, args: readonly string[], env: Record<string, string> = {}): string {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...bareEnvironment(), ...env },
    timeout: 60_000,
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}
