import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { realTimeEnvironment } from './config.ts';

/** Options of apt-get: wait for other installations, and retry after errors of a mirror. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];

/** Installs packages as root on Debian or Ubuntu. Returns the reason if it fails. */
export function installWithApt(...names: string[]): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  if (!isDebianLike()) return 'not Debian or Ubuntu';
  const apt = (...args: string[]) =>
    spawnSync(
      'env',
      ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-q', '-y', ...APT_OPTIONS, ...args],
      { env: realTimeEnvironment(), timeout: 180_000 },
    ).status === 0;
  const install = () => apt('install', ...names);
  const installed = install() || (apt('update') && install());
  return installed ? undefined : `apt-get could not install ${names.join(', ')}`;
}

function isDebianLike(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}
