import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWithApt } from './apt.ts';
import type { MissingDependency } from './dependency.ts';
import { isDockerReachable } from './docker.ts';
import { startGuardedProcess } from './guarded-process.ts';
import { waitFor } from './wait.ts';

const ENGINE_PROCESS = fileURLToPath(new URL('./docker-engine-process.ts', import.meta.url));

/** Programs of the engine, and their Debian packages. */
const PROGRAMS = { dockerd: 'docker.io', docker: 'docker.io', ip: 'iproute2' } as const;

/** The test run's own engine. It has a private socket, and one folder for all its data, which is removed with the engine. */
export type DockerEngine = {
  /** Value for DOCKER_HOST. */
  readonly host: string;
  stop(): Promise<void>;
};

/**
 * Starts a private engine, and installs Docker if it is missing, as root on Debian or Ubuntu. The engine cannot outlive this
 * process, and leaves no process, mount, network or file behind, however this process ends.
 */
export async function startDockerEngine(): Promise<DockerEngine | MissingDependency> {
  const missing = installMissingPrograms();
  if (missing !== undefined) return { unavailable: `Docker is missing: ${missing}` };
  const folder = await mkdtemp(join(tmpdir(), 'waylight-docker-'));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const logFile = join(folder, 'engine.log');
  const engine = startGuardedProcess(process.execPath, [ENGINE_PROCESS, folder], logFile);
  const stop = async (): Promise<void> => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(
      'the Docker engine to answer',
      () => {
        if (engine.hasExited()) throw new Error('the engine ended during its start');
        return existsSync(join(folder, 'docker.sock')) && isDockerReachable(host);
      },
      { deadlineMs: 60_000, everyMs: 100 },
    );
    return { host, stop };
  } catch (error) {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await stop();
    return { unavailable: `Docker's engine does not start on this machine (${error}): ${log.slice(-2_000)}` };
  }
}

function installMissingPrograms(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isOnPath(program));
  if (missing.length === 0) return undefined;
  return installWithApt(...new Set(missing.map(([, name]) => name)));
}

function isOnPath(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { timeout: 10_000 }).status === 0;
}
