import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Tests of one file, counted. */
export type FileResult = {
  readonly passed: number;
  readonly failed: number;
  /** Error outside of every test: the file was not loaded, or a hook failed. */
  readonly error: string | undefined;
};

/** Results by the path of the test file. A file without results was not run. */
export type TestResults = ReadonlyMap<string, FileResult>;

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/**
 * Runs test files in a tree by vitest. On time-out and on `signal` the whole process group is killed. Rejects on `signal`; a
 * run without a report gives no results.
 */
export async function runTests(
  tree: string,
  files: readonly string[],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<TestResults> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-defect-report-'));
  const report = join(folder, 'report.json');
  try {
    await runToEnd(tree, ['run', ...files, '--reporter=json', `--outputFile=${report}`], {
      timeoutMs,
      signal,
    });
    return await readReport(tree, report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runToEnd(
  cwd: string,
  args: readonly string[],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted();
  const vitest = join(cwd, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd,
    env: environment(),
    stdio: 'ignore',
    detached: true,
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended.
    }
  };
  const timer = setTimeout(kill, timeoutMs);
  signal.addEventListener('abort', kill, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => resolve());
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    kill();
  }
  signal.throwIfAborted();
}

/** Kafka and Redis run as local processes. Variables of a surrounding vitest are left out. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  return { ...Object.fromEntries(inherited), WAYLIGHT_TEST_CONTAINERS: 'none' };
}

async function readReport(tree: string, path: string): Promise<TestResults> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const results = new Map<string, FileResult>();
  if (text === undefined) return results;
  const report: Report = JSON.parse(text);
  for (const { name, message = '', assertionResults } of report.testResults) {
    const count = (status: string) => assertionResults.filter((one) => one.status === status).length;
    results.set(relative(tree, name).replaceAll('\\', '/'), {
      passed: count('passed'),
      failed: count('failed'),
      error: message === '' ? undefined : message.split('\n')[0],
    });
  }
  return results;
}
