import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { giveToOwner } from './owned-files.ts';

/** A restic repository: encrypted backups in a folder or on another machine. */
export type Repository = {
  /** As for `restic -r`, such as a folder or `sftp:user@host:/path`. */
  readonly address: string;
  readonly passwordFile: string;
  readonly signal: AbortSignal;
};

/** A snapshot of the repository. */
export type Snapshot = { readonly time: string; readonly short_id: string };

class ResticFailure extends CommandFailure {
  readonly isMissing: boolean;

  constructor(command: string | undefined, output: string) {
    const message =
      output
        .trim()
        .split('\n')
        .findLast((line) => line !== '') ?? 'it ended without a message';
    super(EXIT.tryAgain, `restic ${command}: ${message}`);
    this.isMissing = /unable to open config file|Is there a repository|does not exist/.test(output);
  }
}

export function openRepository(repository: Repository) {
  const run = (...args: readonly string[]): Promise<string> => runRestic(repository, args);
  return {
    /** Creates the repository if there is none. */
    async create(): Promise<void> {
      try {
        await run('cat', 'config');
      } catch (error) {
        if (!(error instanceof ResticFailure) || !error.isMissing) throw error;
        await run('init');
      }
    },
    /** Adds the files as one snapshot, and removes snapshots that are older than 30 days. */
    async add(files: readonly string[], tag: string): Promise<void> {
      await run('backup', '--quiet', '--host', HOST, '--tag', tag, ...files);
      await run(
        'forget',
        '--quiet',
        '--host',
        HOST,
        '--tag',
        tag,
        '--group-by',
        'host,tags',
        '--keep-within',
        '30d',
        '--prune',
      );
    },
    snapshots: async (tag: string): Promise<readonly Snapshot[]> =>
      JSON.parse(await run('snapshots', '--json', '--host', HOST, '--tag', tag)),
    /** Writes the files of a snapshot to a folder. */
    async fetch(snapshot: string, tag: string, folder: string): Promise<void> {
      await run('restore', snapshot, '--host', HOST, '--tag', tag, '--target', folder);
    },
  };
}

/** The name of the machine changes after a loss; the tag names the service. */
const HOST = 'waylight';

async function runRestic(
  { address, passwordFile, signal }: Repository,
  args: readonly string[],
): Promise<string> {
  const child = spawn('restic', ['--repo', address, '--password-file', passwordFile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const code = await once(child, 'close').then(
    ([ended]) => ended as number | null,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        throw usageFailure(
          'restic is not installed',
          'Install it: apt install restic, or https://restic.net.',
        );
      throw error;
    },
  );
  if (code === 0) return out;
  throw new ResticFailure(args[0], err);
}

/** Creates the password file of a repository unless it exists. Returns true if it was created. */
export function ensurePasswordFile(file: string): boolean {
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    giveToOwner(file, dirname(file));
    return true;
  }
  if ((statSync(file).mode & 0o077) !== 0)
    throw usageFailure(
      `others can read ${file}`,
      'chmod 600 it, and use another password if others may have read it.',
    );
  return false;
}
