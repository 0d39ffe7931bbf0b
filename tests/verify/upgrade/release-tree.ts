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

/** The commit of each release that tests run. */
const RELEASES = {
  '0.3.0': '327dc3c46069a5dc467546bf8e01735acfa08435',
  '0.4.0': '90f43e17d0690f57e6bd24f2fb6a8f3064701d23',
} as const;

export type Release = keyof typeof RELEASES;

const INSTALL_MS = 300_000;

/** The source tree of a released version, with the dependencies of its own lock file, in the user's cache. */
export async function prepareReleaseTree(
  version: Release,
): Promise<{ readonly root: string } | { readonly unavailable: string }> {
  const commit = RELEASES[version];
  if (!(await hasCommit(commit)))
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

async function hasCommit(commit: string): Promise<boolean> {
  try {
    await git('cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** Versions before 0.5.0 require a pepper, which an upgraded node keeps in its keys file. */
export async function addPepper(keysFile: string): Promise<void> {
  const pepper = { epoch: 1, key: randomBytes(32).toString('base64') };
  const keys = JSON.parse(await readFile(keysFile, 'utf8'));
  await writeFile(keysFile, JSON.stringify({ ...keys, pepper }));
}
