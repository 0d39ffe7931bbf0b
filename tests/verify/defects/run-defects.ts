import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTree } from './copy-tree.ts';
import { type Defect, plant } from './defect.ts';
import { type FileResult, runTests, type TestResults } from './run-tests.ts';

export type Verdict = {
  readonly defect: Defect;
  /** Only `caught` is good. */
  readonly kind: 'caught' | 'MISSED' | 'does not apply' | 'no test ran';
  readonly reason?: string;
  readonly ms: number;
};

export type Outcome =
  /** Test files that do not pass without a defect: with one they would prove nothing. */
  | { readonly kind: 'not sound'; readonly problems: readonly string[] }
  | { readonly kind: 'run'; readonly verdicts: readonly Verdict[] };

export type RunOptions = {
  /** Root of the workspace. It is copied and never changed. */
  readonly root: string;
  readonly defects: readonly Defect[];
  readonly signal: AbortSignal;
  /** Called when the tests have passed without a defect. */
  readonly onBaselinePassed?: (files: number, ms: number) => void;
  /** Called with each verdict as it comes. */
  readonly onVerdict?: (verdict: Verdict) => void;
};

/** Copies in which defects are planted at the same time. */
const COPIES = 2;
const ONE_FILE_MS = 4 * 60_000;
const ALL_FILES_MS = 15 * 60_000;

/** Plants the defects one by one in copies of the tree, and runs the test file of each one. */
export async function runDefects({
  root,
  defects,
  signal,
  onBaselinePassed,
  onVerdict,
}: RunOptions): Promise<Outcome> {
  // Test results contain real paths.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'waylight-defects-')));
  try {
    const trees = Array.from({ length: COPIES }, (_, n) => join(folder, String(n)));
    for (const tree of trees) await copyTree(root, tree);
    const [first = folder] = trees;
    const startedMs = performance.now();
    const files = [...new Set(defects.map(({ test }) => test))];
    const results = await runTests(first, files, { timeoutMs: ALL_FILES_MS, signal });
    const problems = files.flatMap((file) => findBaselineProblems(file, results));
    if (problems.length > 0) return { kind: 'not sound', problems };
    onBaselinePassed?.(files.length, performance.now() - startedMs);

    const waiting = [...defects];
    const verdicts: Verdict[] = [];
    const work = async (tree: string): Promise<void> => {
      for (let defect = waiting.shift(); defect !== undefined; defect = waiting.shift()) {
        const verdict = await runDefect(tree, defect, signal);
        verdicts.push(verdict);
        onVerdict?.(verdict);
      }
    };
    await Promise.all(trees.map(work));
    return { kind: 'run', verdicts };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function findBaselineProblems(file: string, results: TestResults): string[] {
  const found = results.get(file);
  if (found === undefined) return [`${file}: was not run`];
  const { passed, failed, error } = found;
  if (error !== undefined || failed > 0)
    return [`${file}: ${failed} tests failed${error ? `: ${error}` : ''}`];
  return passed === 0 ? [`${file}: no test passed`] : [];
}

async function runDefect(tree: string, defect: Defect, signal: AbortSignal): Promise<Verdict> {
  const startedMs = performance.now();
  const verdict = (found: Pick<Verdict, 'kind' | 'reason'>): Verdict => ({
    defect,
    ...found,
    ms: performance.now() - startedMs,
  });
  const path = join(tree, defect.file);
  const planting = plant(await readFile(path, 'utf8').catch(() => undefined), defect);
  if (planting.kind === 'does not apply') return verdict(planting);
  try {
    await writeFile(path, planting.after);
    const results = await runTests(tree, [defect.test], { timeoutMs: ONE_FILE_MS, signal });
    return verdict(toVerdict(results.get(defect.test)));
  } finally {
    await writeFile(path, planting.before);
  }
}

/** A test must fail: a file that is not loaded, or whose set-up fails, proves nothing about the defect. */
export function toVerdict(result: FileResult | undefined): Pick<Verdict, 'kind' | 'reason'> {
  if (result === undefined) return { kind: 'no test ran', reason: 'vitest reported nothing' };
  const { passed, failed, error } = result;
  if (failed > 0) return { kind: 'caught' };
  if (error !== undefined || passed === 0) return { kind: 'no test ran', reason: error };
  return { kind: 'MISSED' };
}
