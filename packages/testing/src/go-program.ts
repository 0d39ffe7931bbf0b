import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { realTimeEnvironment } from './config.ts';

/** On two busy cores, a large program takes ten minutes. */
const COMPILE_MS = 20 * 60_000;

type GoProgram = {
  /** The folder of the program, such as `helm.sh/helm/v4/cmd/helm`. */
  readonly module: string;
  readonly version: string;
  readonly linkerFlags?: string;
  /** The compiled program. */
  readonly file: string;
};

/** Compiles a program in an empty module. Returns what is missing if it fails. */
export function compileGoProgram({ module, version, linkerFlags = '', file }: GoProgram): string | undefined {
  if (spawnSync('go', ['version'], { timeout: 30_000 }).status !== 0) return 'Go on the path';
  const folder = mkdtempSync(join(tmpdir(), 'waylight-go-'));
  const binary = join(folder, 'program');
  try {
    for (const args of [
      ['mod', 'init', 'waylight.invalid/program'],
      ['get', `${module}@v${version}`],
      ['build', '-trimpath', '-ldflags', `-s -w ${linkerFlags}`, '-o', binary, module],
    ]) {
      const env = { ...realTimeEnvironment(), CGO_ENABLED: '0' };
      const { status, stderr } = spawnSync('go', args, {
        cwd: folder,
        env,
        encoding: 'utf8',
        timeout: COMPILE_MS,
      });
      if (status !== 0) return `Go's module proxy (${stderr.trim().split('\n').at(-1)})`;
    }
    mkdirSync(dirname(file), { recursive: true });
    // The file is renamed when complete, because another run may use the cache.
    const partial = `${file}-${process.pid}`;
    copyFileSync(binary, partial);
    renameSync(partial, file);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
