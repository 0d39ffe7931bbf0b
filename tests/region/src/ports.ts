import { NODE_COUNTRIES, type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';
import { isPortFree, portOffset } from '@waylight/testing';

/** The ports of a region. All are shifted by one offset, which the command line uses to find them. */
export type RegionPorts = {
  readonly offset: number;
  readonly intake: (country: NodeCountry) => number;
  readonly intakeOps: (country: NodeCountry) => number;
  readonly insights: number;
  readonly insightsHttp: number;
  readonly insightsOps: number;
  /** The sign-in provider of a trial. */
  readonly provider: number;
  readonly operations: number;
  /** Ports of a worker; each worker has its own. */
  readonly worker: (n: number) => { readonly operations: number; readonly ops: number };
};

export function portsAt(offset: number): RegionPorts {
  const at = (port: number) => port + offset;
  return {
    offset,
    intake: (country) => at(SERVICE_PORTS.intake[country]),
    intakeOps: (country) => at(SERVICE_PORTS.intakeHealth[country]),
    insights: at(SERVICE_PORTS.insights),
    insightsHttp: at(SERVICE_PORTS.insightsHttp),
    insightsOps: at(SERVICE_PORTS.insightsHealth),
    provider: at(8090),
    operations: at(SERVICE_PORTS.operations),
    worker: (n) => ({
      operations: at(SERVICE_PORTS.operations + n),
      ops: at(SERVICE_PORTS.aggregationHealth + n),
    }),
  };
}

const WORKERS = 4;

/** Ports that are all free at the time of the call. */
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
    if ((await Promise.all(all.map(isPortFree))).every(Boolean)) return ports;
  }
  throw new Error('no free ports for a region');
}
