import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

/** The processes that no fault ends, so that one of each kind lives through the whole run. */
const PROTECTED_PROCESSES: readonly string[] = ['aggregation-0', 'intake-MK', 'insights'];

/** The fault as it is, but that it finds only those processes that it may end; ways and servers it finds all. */
export function protectProcesses(nemesis: FaultKind): FaultKind {
  return {
    ...nemesis,
    inject: (faulty, ...chance) => nemesis.inject(hideProtectedProcesses(faulty), ...chance),
  };
}

function hideProtectedProcesses(faulty: FaultyRegion): FaultyRegion {
  const { region } = faulty;
  const isOpen = ({ name }: { readonly name: string }) => !PROTECTED_PROCESSES.includes(name);
  return {
    ...faulty,
    region: {
      ...region,
      processes: () => region.processes().filter(isOpen),
      workers: region.workers.filter(isOpen),
      intake: new Map([...region.intake].filter(([, one]) => isOpen(one))),
    },
  };
}
