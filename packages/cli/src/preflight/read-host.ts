import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { readMachine } from '../doctor/read-machine.ts';
import type { HostFacts } from './preflight.ts';

const TOOL_MS = 10_000;
const CONNECT_MS = 5_000;

/** The folder, or the nearest existing one above it. */
export function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder));
}

/** Reads facts about this machine, and changes nothing. `outbound`: an address to reach, host:port. */
export async function readHost(
  folder: string,
  { ports, outbound }: { readonly ports: readonly number[]; readonly outbound: string | undefined },
): Promise<HostFacts> {
  const { bavail, bsize } = statfsSync(folder);
  const taken: number[] = [];
  for (const port of ports) if (!(await isFree(port))) taken.push(port);
  return {
    machine: readMachine(Date.now()),
    memoryMib: Math.round(totalmem() / 1024 ** 2),
    cores: availableParallelism(),
    freeGib: (bavail * bsize) / 1024 ** 3,
    takenPorts: taken,
    dockerVersion: runTool('docker', 'version', '--format', '{{.Server.Version}}'),
    composeVersion: runTool('docker', 'compose', 'version', '--short')?.replace(/^v/, ''),
    outbound:
      outbound === undefined ? undefined : { address: outbound, isReachable: await isReachable(outbound) },
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function isReachable(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
    const end = (reachable: boolean) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(CONNECT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function runTool(program: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { timeout: TOOL_MS, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
