import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Two tests may install at once: the later one waits for its turn. */
const WAIT = ['-o', 'DPkg::Lock::Timeout=120'];

/** Installs a package as root on Debian or Ubuntu; answers why it could not. */
export function installByApt(name: string): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release)) return 'not Debian or Ubuntu';
  const apt = (...args: string[]) =>
    spawnSync(
      'env',
      ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-q', '-y', ...WAIT, ...args],
      {
        timeout: 180_000,
      },
    ).status === 0;
  const installed = apt('install', name) || (apt('update') && apt('install', name));
  return installed ? undefined : 'apt-get could not install it';
}
