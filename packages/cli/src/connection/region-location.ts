import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';
import { usageFailure } from '../failure.ts';
import { type ConnectionFlags, parseAddress, parsePortOffset } from './flags.ts';

const DEFAULT_DATA_DIR = join('.waylight', 'region');

/** Folders of certificates, by the kind of their holders, in `certs/` of a region's folder. */
export const CERTIFICATE_FOLDERS = {
  organisation: 'organisations',
  operator: 'operators',
  authority: 'authorities',
  officer: 'officers',
  service: 'services',
  browser: 'browser-endpoints',
  'log-client': 'log-clients',
  'log-broker': 'log-brokers',
} as const;

/** The region's folder on this machine, and the addresses of its services. */
export type RegionLocation = {
  readonly dataDir: string;
  readonly intake: (country: NodeCountry) => string;
  readonly insights: string;
  readonly operations: string;
  /** In a trial, the name in the servers' certificates, which differs from the host name. */
  readonly serverName: (flag: 'node' | 'insights' | 'operations') => string | undefined;
};

/** Path of the region's folder on this machine. The folder need not exist. */
export function dataDirOf({ data }: Pick<ConnectionFlags, 'data'>, cwd: string): string {
  return resolve(cwd, data ?? DEFAULT_DATA_DIR);
}

export async function locateRegion(flags: ConnectionFlags, cwd: string): Promise<RegionLocation> {
  const dataDir = dataDirOf(flags, cwd);
  const regionFile = await readRegionFile(join(dataDir, 'region.json'));
  const offset = flags.portOffset === undefined ? regionFile.portOffset : parsePortOffset(flags.portOffset);
  const host = flags.host ?? regionFile.host;
  const addressAt = (port: number) => `${host}:${port + offset}`;
  const addressFromFlag = (flag: 'node' | 'insights' | 'operations'): string | undefined => {
    const text = flags[flag];
    return text === undefined ? undefined : parseAddress(`--${flag}`, text);
  };
  return {
    dataDir,
    intake: (country) => addressFromFlag('node') ?? addressAt(SERVICE_PORTS.intake[country]),
    insights: addressFromFlag('insights') ?? addressAt(SERVICE_PORTS.insights),
    operations: addressFromFlag('operations') ?? addressAt(SERVICE_PORTS.operations),
    serverName: (flag) => (flags[flag] === undefined ? 'localhost' : undefined),
  };
}

/** Port offset and host from the file that a running region writes; the defaults without it. */
async function readRegionFile(file: string): Promise<{ portOffset: number; host: string }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { portOffset: 0, host: '127.0.0.1' };
  }
  const { portOffset: offset = 0, host = '127.0.0.1' } = parseRegionFile(text);
  if (typeof offset !== 'number' || !Number.isInteger(offset) || typeof host !== 'string')
    throw usageFailure(`${file} is not a region's file: restart the region, or use --port-offset and --host`);
  return { portOffset: offset, host };
}

function parseRegionFile(text: string): { portOffset?: unknown; host?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : { host: null };
  } catch {
    return { host: null };
  }
}
