import { spawnSync } from 'node:child_process';
import { installWithApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/**
 * Finds systemd's tools, or installs them; systemd need not run this machine. Like `kafkaForTests`: if they are missing, throws
 * under CI, and otherwise returns the reason.
 */
export function systemdForTests(): MissingDependency | undefined {
  const isInstalled = () => spawnSync('systemd-analyze', ['--version']).status === 0;
  if (isInstalled()) return undefined;
  const failure = installWithApt('--no-install-recommends', 'systemd');
  if (isInstalled()) return undefined;
  if (readTestingConfig().ci)
    throw new Error(`systemd is missing, and under CI no test may be skipped: ${failure}`);
  return { unavailable: `systemd-analyze on the path, or root on Debian or Ubuntu (${failure})` };
}
