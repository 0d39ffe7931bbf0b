import { spawnSync } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installWithApt } from '@waylight/testing';
import { runProgram } from './engine.ts';

export const SUITE = 'bookworm';
export const SCRIPT = fileURLToPath(new URL('./debian-root.sh', import.meta.url));

const ATTEMPTS = 3;
const PAUSE_MS = 5_000;

export type Mirrors = { readonly main: string; readonly security: string };

/** The mirrors that this machine uses, if it runs the same Debian release; otherwise the public mirrors. */
export function findHostMirrors(): Mirrors {
  const targets = spawnSync('apt-get', ['indextargets', '--format', '$(CODENAME) $(COMPONENT) $(SITE)'], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  const lines = targets.status === 0 ? targets.stdout.split('\n') : [];
  const siteOf = (codename: string) =>
    lines.find((line) => line.startsWith(`${codename} main `))?.split(' ')[2];
  return {
    main: siteOf(SUITE) ?? 'http://deb.debian.org/debian',
    security: siteOf(`${SUITE}-security`) ?? 'http://deb.debian.org/debian-security',
  };
}

/** Builds the root file system and packs it as tar. Must run as root. Installs debootstrap if it is missing. */
export async function buildDebianRoot(tarFile: string, mirrors: Mirrors): Promise<void> {
  if (spawnSync('debootstrap', ['--version'], { timeout: 10_000 }).status !== 0) {
    const failure = installWithApt('debootstrap');
    if (failure !== undefined) throw new Error(`a Debian root needs debootstrap: ${failure}`);
  }
  const folder = `${tarFile}-${process.pid}`;
  try {
    await retry(async () => {
      await rm(folder, { recursive: true, force: true });
      // Runs in its own mount namespace, so that mounts of debootstrap disappear even if it is killed.
      const namespaceOptions = [
        '--mount',
        '--propagation',
        'private',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
      ];
      await runProgram('unshare', [
        ...namespaceOptions,
        'sh',
        SCRIPT,
        folder,
        SUITE,
        mirrors.main,
        mirrors.security,
      ]);
    });
    const partial = `${folder}.tar`;
    await runProgram('tar', ['--numeric-owner', '-C', folder, '-cf', partial, '.']);
    await rename(partial, tarFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Retries, because mirrors fail at times. */
async function retry(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      process.stderr.write(`retrying after: ${error}\n`);
      await delay(PAUSE_MS * attempt);
    }
}
