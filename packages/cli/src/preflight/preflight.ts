import { checkDisk, checkSwap } from '../doctor/check-disks.ts';
import { checkClock, checkCoreDumps } from '../doctor/check-machine.ts';
import type { Machine } from '../doctor/examine.ts';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

/** What a machine must have. */
export type Needs = {
  readonly memoryMib: number;
  readonly cores: number;
  readonly freeGib: number;
  readonly ports: readonly number[];
  /** What to do without Docker; undefined if Docker is not needed. */
  readonly docker?: string;
  /** True if the services encrypt their files themselves. */
  readonly isSealed: boolean;
};

/** For a node on one processor with 1 GiB, and for the region on two with 4 GiB; a virtual machine has a little less. */
export const NODE_NEEDS = { memoryMib: 900, cores: 1, freeGib: 5, isSealed: true } as const;
export const REGION_NEEDS = {
  memoryMib: 3_600,
  cores: 2,
  freeGib: 20,
  docker: 'install it',
  isSealed: false,
} as const;

/** Facts about the machine before anything is installed. Unknown facts are undefined. */
export type HostFacts = {
  readonly machine: Machine;
  readonly memoryMib: number;
  readonly cores: number;
  readonly freeGib: number;
  /** Ports on which another program listens. */
  readonly takenPorts: readonly number[];
  readonly dockerVersion: string | undefined;
  readonly composeVersion: string | undefined;
  /** An address that must be reachable from here, and whether it is. */
  readonly outbound: { readonly address: string; readonly isReachable: boolean } | undefined;
};

const OLDEST_DOCKER = [20, 10];
const OLDEST_COMPOSE = [2, 20];

/** Checks a machine before installation. `folder` exists; the new folder will be below it or is it. */
export function checkHost(folder: string, facts: HostFacts, needs: Needs): Finding[] {
  const { machine } = facts;
  return [
    checkAmount('memory', facts.memoryMib, needs.memoryMib, 'MiB', 'use a larger machine'),
    checkAmount('processor', facts.cores, needs.cores, 'cores', 'it works, but slowly: use a larger machine'),
    checkSpace(folder, facts.freeGib, needs.freeGib),
    checkDisk(folder, machine.disks, needs.isSealed),
    ...(machine.swaps === undefined ? [] : checkSwap(machine.swaps, machine.disks)),
    checkCoreDumps(machine.corePattern, machine.limits),
    checkClock(machine.isSynchronised, 0, machine.nowMs),
    ...needs.ports.map((port) => checkPort(port, facts.takenPorts)),
    ...(needs.docker === undefined ? [] : checkDocker(facts, needs.docker)),
    ...(facts.outbound === undefined ? [] : [checkOutbound(facts.outbound)]),
  ];
}

function checkAmount(check: string, has: number, needs: number, unit: string, todo: string): Finding {
  const what = `${has} ${unit}; recommended ${needs}`;
  return has >= needs ? ok(check, 'this machine', what) : attention(check, 'this machine', what, todo);
}

function checkSpace(folder: string, free: number, needs: number): Finding {
  const what = `${free.toFixed(1)} GiB free; recommended ${needs}`;
  if (free >= needs) return ok('disk space', folder, what);
  const todo = 'free disk space, or use another disk with --dir';
  return free < 1 ? wrong('disk space', folder, what, todo) : attention('disk space', folder, what, todo);
}

const checkPort = (port: number, taken: readonly number[]): Finding =>
  taken.includes(port)
    ? wrong('port', String(port), 'another program listens there', 'stop it, or choose another port')
    : ok('port', String(port), 'is free');

function checkDocker({ dockerVersion, composeVersion }: HostFacts, todo: string): Finding[] {
  const one = (name: string, version: string | undefined, [major = 0, minor = 0]: readonly number[]) => {
    if (version === undefined) return wrong(name, 'this machine', 'is not installed, or not permitted', todo);
    const [hasMajor = 0, hasMinor = 0] = version.split('.').map(Number);
    return hasMajor > major || (hasMajor === major && hasMinor >= minor)
      ? ok(name, 'this machine', version)
      : wrong(name, 'this machine', `${version} is too old`, `install ${major}.${minor} or later`);
  };
  return [one('docker', dockerVersion, OLDEST_DOCKER), one('compose', composeVersion, OLDEST_COMPOSE)];
}

const checkOutbound = ({ address, isReachable }: NonNullable<HostFacts['outbound']>): Finding =>
  isReachable
    ? ok('connection', address, 'answers')
    : attention('connection', address, 'does not answer', 'allow outgoing connections to it in the firewall');
