import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

/** Processes that no fault ends, so that one of each kind lives through the whole run. */
const PROTECTED_PROCESSES: readonly string[] = ['aggregation-0', 'intake-MK', 'insights'];

/** Hides the protected processes from a fault; links and servers stay visible. */
export function protectProcesses(fault: FaultKind): FaultKind {
  return {
    ...fault,
    inject: (faulty, ...rest) => fault.inject(hideProtectedProcesses(faulty), ...rest),
  };
}

function hideProtectedProcesses(faulty: FaultyRegion): FaultyRegion {
  const { region } = faulty;
  const isUnprotected = ({ name }: { readonly name: string }) => !PROTECTED_PROCESSES.includes(name);
  return {
    ...faulty,
    region: {
      ...region,
      processes: () => region.processes().filter(isUnprotected),
      workers: region.workers.filter(isUnprotected),
      intake: new Map([...region.intake].filter(([, one]) => isUnprotected(one))),
    },
  };
}
