import { createServer } from 'node:net';
import { NODE_COUNTRIES, type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';
import { portOffset } from '@waylight/testing';

/** The ports of a region, shifted by one offset, so that the command line finds all by that number. */
export type RegionPorts = {
  readonly offset: number;
  readonly intake: (country: NodeCountry) => number;
  readonly intakeOps: (country: NodeCountry) => number;
  readonly insights: number;
  readonly insightsHttp: number;
  readonly insightsOps: number;
  /** Of sign-ins, in a trial. */
  readonly provider: number;
  readonly operations: number;
  /** Workers beyond the first answer operators on ports of their own. */
  readonly worker: (n: number) => { readonly operations: number; readonly ops: number };
};

export function portsAt(offset: number): RegionPorts {
  const at = (port: number) => port + offset;
  return {
    offset,
    intake: (country) => at(SERVICE_PORTS.intake[country]),
    intakeOps: (country) => at(9101 + NODE_COUNTRIES.indexOf(country)),
    insights: at(SERVICE_PORTS.insights),
    insightsHttp: at(SERVICE_PORTS.insightsHttp),
    insightsOps: at(9110),
    provider: at(8090),
    operations: at(SERVICE_PORTS.operations),
    worker: (n) => ({ operations: at(SERVICE_PORTS.operations + n), ops: at(9120 + n) }),
  };
}

const WORKERS = 4;

/** Ports that were all free a moment ago. */
export async function freeRegionPorts(): Promise<RegionPorts> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const ports = portsAt(portOffset());
    const all = [
      ...NODE_COUNTRIES.flatMap((country) => [ports.intake(country), ports.intakeOps(country)]),
      ports.insights,
      ports.insightsHttp,
      ports.insightsOps,
      ports.provider,
      ...Array.from({ length: WORKERS }, (_, n) => Object.values(ports.worker(n))).flat(),
    ];
    if ((await Promise.all(all.map(isFree))).every(Boolean)) return ports;
  }
  throw new Error('no free ports for a region');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
