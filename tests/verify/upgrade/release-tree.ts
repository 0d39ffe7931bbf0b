import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { userCacheFolder } from '@waylight/testing';
import { ROOT } from '@waylight/tests-region';

const run = promisify(execFile);
const git = async (...args: readonly string[]): Promise<string> =>
  (await run('git', args, { cwd: ROOT, maxBuffer: 1024 ** 3 })).stdout.trim();

const INSTALL_MS = 300_000;

/** The source tree of a released version, with the dependencies of its own lock file, in the user's cache. */
export async function prepareReleaseTree(
  version: string,
): Promise<{ readonly root: string } | { readonly unavailable: string }> {
  const commit = await findReleaseCommit(version);
  if (commit === undefined)
    return { unavailable: `this clone has no commit of ${version}: git fetch --unshallow` };
  const root = join(userCacheFolder(), 'releases', `${version}-${commit.slice(0, 12)}`);
  const stamp = join(root, 'installed');
  if (existsSync(stamp)) return { root };
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  const archive = join(root, 'source.tar');
  await git('archive', '--output', archive, commit);
  await run('tar', ['--extract', '--file', archive, '--directory', root]);
  await rm(archive);
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  try {
    const install = ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'];
    await run('npx', install, { cwd: root, timeout: INSTALL_MS });
  } catch {
    return { unavailable: `the dependencies of ${version} cannot be installed: is there a network?` };
  }
  await writeFile(stamp, '');
  return { root };
}

/** The commit that set this version. Undefined if the history does not have it. */
async function findReleaseCommit(version: string): Promise<string | undefined> {
  try {
    const found = await git(
      'log',
      '--reverse',
      '--format=%H',
      `-G"version": "${version}"`,
      '--',
      'package.json',
    );
    const [commit] = found.split('\n');
    // The oldest commit of a shallow clone has no parent here, and seems to add every line.
    await git('rev-parse', '--verify', '--quiet', `${commit}^`);
    return commit;
  } catch {
    return undefined;
  }
}

/** Versions before 0.5.0 require a pepper, which an upgraded node keeps in its keys file. */
export async function addPepper(keysFile: string): Promise<void> {
  const pepper = { epoch: 1, key: randomBytes(32).toString('base64') };
  const keys = JSON.parse(await readFile(keysFile, 'utf8'));
  await writeFile(keysFile, JSON.stringify({ ...keys, pepper }));
}
