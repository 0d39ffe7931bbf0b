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
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { pythonForTests } from './python-for-tests.ts';
import { commandsUnder, projectRoot } from './readme-commands.ts';

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

/** A command as its words, for this region instead of the reader's. */
const wordsOf = (command: string): string[] =>
  command
    .replace('localhost:7004', `localhost:${7004 + region.portOffset}`)
    .replace('.waylight/region', region.dataDir)
    .split(/\s+/);

describe('the commands of README and docs', () => {
  it('leads to the first report and its own trends', () => {
    expect(fiveMinutes.length).toBeGreaterThanOrEqual(7);
    expect(fiveMinutes.some((command) => command.includes('trends --own'))).toBe(true);
    expect(reading.length).toBeGreaterThanOrEqual(4);
  });

  it('shows commands that do what they say, one after the other', { timeout: LONG_MS }, async () => {
    for (const command of [...fiveMinutes, ...reading]) {
      const [npx, name, ...args] = wordsOf(command);
      expect([npx, name], command).toEqual(['npx', 'waylight']);
      const { code, out, err } = await runWaylight(region.dataDir, args);
      expect({ command, code, said: code === 0 ? '' : err }).toEqual({ command, code: 0, said: '' });
      expect(out, command).not.toBe('');
    }
  });

  it('shows a client in TypeScript that sends a report with proto/ alone', () => {
    const command = clients.find((line) => line.startsWith('npx node '));
    const [, , script = '', ...args] = wordsOf(command ?? '');
    expect(run(process.execPath, [script, ...args])).toMatch(/^field-2026-0001 revision \d+: /);

    const [report = '', ...node] = args;
    const wrong = join(region.dataDir, 'wrong.json');
    writeFileSync(
      wrong,
      readFileSync(join(projectRoot, report), 'utf8').replace('"country": "MK"', '"country": "QQ"'),
    );
    const refused = spawnSync(process.execPath, [script, wrong, ...node], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(refused.stderr).toMatch(/^refused: INVALID_ARGUMENT .+\n {2}country: /);
    expect(refused.status).toBe(1);
  });
});

it('makes a file for browsers with which a node answers, and which needs its password', async () => {
  const made = forBrowsers.replaceAll('.waylight/region', region.dataDir);
  run('sh', ['-c', `cd "${region.dataDir}" && umask 077 && ${made} -passout pass:of-ones-own`]);
  const pfx = readFileSync(join(region.dataDir, 'MYLA.p12'));
  const ca = readFileSync(join(region.dataDir, 'certs', 'ca.crt'));
  expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow();
  const asked = request({
    ...{ host: '127.0.0.1', port: SERVICE_PORTS.intakeHttp.MK + region.portOffset, agent: false },
    ...{ path: '/v1/own/trends?layer=reports', pfx, passphrase: 'of-ones-own', ca },
    headers: { origin: `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}` },
  });
  asked.end();
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  if (answer === undefined) throw new Error('there is no answer');
  expect(JSON.parse(await text(answer))).toMatchObject({ organisation: 'MYLA', layer: 'reports' });
});

describe.skipIf('unavailable' in python)(
  `the client in Python${'unavailable' in python ? ` (needs ${python.unavailable})` : ''}`,
  () => {
    it('sends a report with proto/ and grpcio alone', () => {
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
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...bareEnvironment(), ...env },
    timeout: 60_000,
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}
