import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';

const READ_MS = 30_000;

/** Starts or updates services of one folder, all without names, and waits until they are healthy. Its messages go to stderr. */
export const composeUp =
  (dir: string, signal: AbortSignal) =>
  async (...services: readonly string[]): Promise<void> => {
    const up = ['up', '--detach', '--wait', '--wait-timeout', '300', '--remove-orphans', ...services];
    const child = spawn('docker', ['compose', '--project-directory', dir, ...up], {
      cwd: dir,
      stdio: ['ignore', 2, 'inherit'],
      signal,
    });
    const code = await once(child, 'close').then(
      ([ended]) => ended as number | null,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw dockerMissing();
        throw error;
      },
    );
    if (code !== 0)
      throw new CommandFailure(EXIT.tryAgain, 'docker compose up failed', [
        `See what is wrong: cd ${dir} && docker compose ps --all && docker compose logs --tail 50`,
      ]);
  };

/**
 * The images of these Compose files, tools included, by the settings of a folder but another version.
 * @throws CommandFailure if a setting is missing, or a file is wrong.
 */
export async function imagesOf(
  dir: string,
  { files, settings, version }: Readonly<{ files: readonly string[]; settings: string; version: string }>,
): Promise<string[]> {
  const named = files.flatMap((file) => ['--file', file]);
  const flags = ['--project-directory', dir, '--env-file', settings, ...named, '--profile', 'tools'];
  const { ok, output } = await read('env', [
    `WAYLIGHT_VERSION=${version}`,
    ...['docker', 'compose', ...flags, 'config', '--images'],
  ]);
  if (ok) return [...new Set(output.split('\n').filter((line) => line !== ''))].sort();
  throw refusedFailure(`the Compose files of ${version} cannot be used with ${settings}`, output);
}

export const hasImage = async (image: string): Promise<boolean> =>
  (await read('docker', ['image', 'inspect', image])).ok;

const runFile = promisify(execFile);
/** Exit code of env(1) if the program is missing. */
const NOT_FOUND = 127;

/** Output of a program; that of its errors if it failed. */
async function read(
  program: string,
  args: readonly string[],
): Promise<{ readonly ok: boolean; readonly output: string }> {
  try {
    const { stdout } = await runFile(program, args, { timeout: READ_MS });
    return { ok: true, output: stdout.trim() };
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
    if (code === 'ENOENT' || code === NOT_FOUND) throw dockerMissing();
    return { ok: false, output: stderr.trim() };
  }
}

const dockerMissing = () =>
  usageFailure(
    'docker is not installed',
    'Install Docker with Compose 2.20 or newer. A node can do without: see "Without Docker" in docs/operations/node.md.',
  );
