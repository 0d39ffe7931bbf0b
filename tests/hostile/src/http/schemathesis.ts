import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@waylight/tests-separate-region';

const VERSION = '4.32.5';

export type SchemathesisRun = { readonly code: number; readonly output: string; readonly cases: number };

/** The program in a virtual environment of its own in the workspace's cache; or what would make it available. */
export function schemathesis(): { readonly program: string } | { readonly unavailable: string } {
  const cache = join(ROOT, '.waylight', 'cache');
  const home = join(cache, `schemathesis-${VERSION}`);
  const program = join(home, 'bin', 'schemathesis');
  if (existsSync(join(home, 'complete'))) return { program };
  mkdirSync(cache, { recursive: true });
  rmSync(home, { recursive: true, force: true });
  const ran = (command: string, args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
  const made = ran('python3', ['-m', 'venv', home]);
  if (made.status !== 0) return { unavailable: `Python 3 with venv: ${made.stderr ?? 'no python3'}` };
  const pip = join(home, 'bin', 'pip');
  const installed = ran(pip, [
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `schemathesis==${VERSION}`,
  ]);
  if (installed.status !== 0) return { unavailable: `schemathesis from PyPI: ${installed.stderr}` };
  mkdirSync(join(home, 'unfinished'));
  renameSync(join(home, 'unfinished'), join(home, 'complete'));
  return { program };
}

/**
 * All its checks but two. `unsupported_method`: a method that a path does not have is answered 404, as a path that is
 * not there. `positive_data_acceptance`: a question that fits the schema may still be one that no table answers.
 */
const NOT_OURS = 'unsupported_method,positive_data_acceptance';

export function runSchemathesis(
  program: string,
  {
    port,
    seed,
    examples,
    token,
  }: { port: number; seed: number; examples: number; token: string | undefined },
): Promise<SchemathesisRun> {
  const address = `http://127.0.0.1:${port}`;
  const bearer = token === undefined ? [] : ['--header', `Authorization:Bearer ${token}`];
  // It leaves a folder where it runs.
  const cwd = mkdtempSync(join(tmpdir(), 'waylight-schemathesis-'));
  const child = spawn(
    program,
    [
      ...['run', `${address}/openapi.json`, '--url', address, '--seed', String(seed), '--no-color'],
      ...[
        '--max-examples',
        String(examples),
        '--exclude-checks',
        NOT_OURS,
        '--continue-on-failure',
        '--no-shrink',
      ],
      ...[
        '--generation-database',
        'none',
        '--suppress-health-check',
        'all',
        '--request-timeout',
        '20',
        ...bearer,
      ],
    ],
    { cwd },
  );
  const { promise, resolve, reject } = Promise.withResolvers<SchemathesisRun>();
  let output = '';
  const keep = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', reject);
  child.on('close', (code) => {
    const cases = Number(/([\d,]+) generated/.exec(output)?.[1]?.replaceAll(',', '') ?? 0);
    rmSync(cwd, { recursive: true, force: true });
    resolve({ code: code ?? -1, output, cases });
  });
  return promise;
}
