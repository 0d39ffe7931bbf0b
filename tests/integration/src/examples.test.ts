import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTrialRegion, type TrialRegion } from './trial-region.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const VENV = join(ROOT, '.waylight', 'cache', 'python-example');
const run = promisify(execFile);

let region: TrialRegion;
let sent: string[];

beforeAll(async () => {
  region = await startTrialRegion();
  const { portOffset } = JSON.parse(await readFile(join(region.dataDir, 'region.json'), 'utf8'));
  sent = ['examples/report.json', `localhost:${7004 + portOffset}`, join(region.dataDir, 'certs'), 'MYLA'];
}, 120_000);
afterAll(() => region.stop());

// One after the other: the second sends what the first has sent.
describe('a client that has only proto/ and a certificate', () => {
  it('sends a report in TypeScript', async () => {
    const { stdout } = await run(process.execPath, ['examples/typescript/send-report.ts', ...sent], {
      cwd: ROOT,
    });
    expect(stdout).toBe('field-2026-0001 revision 1: OUTCOME_ACCEPTED, RECEIPT_STATE_ACCEPTED\n');
  });

  it('sends the same again in Python, and nothing changes', async () => {
    const python = join(VENV, 'bin', 'python');
    if (!existsSync(join(VENV, 'installed'))) {
      await run('python3', ['-m', 'venv', VENV]);
      await run(python, ['-m', 'pip', 'install', '-q', '-r', join(ROOT, 'examples/python/requirements.txt')]);
      await run(python, ['-c', `open(${JSON.stringify(join(VENV, 'installed'))}, 'w').close()`]);
    }
    const { stdout } = await run(python, ['examples/python/send_report.py', ...sent], { cwd: ROOT });
    expect(stdout).toMatch(/^field-2026-0001 revision 1: OUTCOME_UNCHANGED, RECEIPT_STATE_\w+\n$/);
  }, 240_000);
});
