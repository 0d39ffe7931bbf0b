import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';

/** True if `docker compose` exists, also if its engine does not run. */
export const hasCompose = (): boolean =>
  spawnSync('docker', ['compose', 'version'], { timeout: 10_000 }).status === 0;

/** Docker Compose for the services of one folder. Its messages go to stderr. */
export function composeIn(dir: string, signal: AbortSignal) {
  const run = async (...args: readonly string[]): Promise<void> => {
    const child = spawn('docker', ['compose', '--project-directory', dir, ...args], {
      cwd: dir,
      stdio: ['ignore', 2, 'inherit'],
      signal,
    });
    const code = await once(child, 'close').then(
      ([ended]) => ended as number | null,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT')
          throw usageFailure('docker is not installed', 'Install Docker with Compose 2.20 or newer.');
        throw error;
      },
    );
    if (code !== 0)
      throw new CommandFailure(EXIT.tryAgain, `docker compose ${args[0]} failed`, [
        `See what is wrong: cd ${dir} && docker compose ps --all && docker compose logs --tail 50`,
      ]);
  };
  return {
    /** Starts or updates services, all without names, and waits until they are healthy. */
    up: (...services: readonly string[]): Promise<void> =>
      run('up', '--detach', '--wait', '--wait-timeout', '300', '--remove-orphans', ...services),
  };
}
