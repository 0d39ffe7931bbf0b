import { spawnSync } from 'node:child_process';
import { installWithApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** Installs restic if needed. Like `kafkaForTests`: if it is missing, throws under CI, and otherwise returns the reason. */
export function resticForTests(): MissingDependency | undefined {
  const isInstalled = () => spawnSync('restic', ['version']).status === 0;
  if (isInstalled()) return undefined;
  const failure = installWithApt('restic');
  if (isInstalled()) return undefined;
  if (readTestingConfig().ci)
    throw new Error(`restic is missing, and under CI no test may be skipped: ${failure}`);
  return { unavailable: `restic on the path, or root on Debian or Ubuntu (${failure})` };
}
