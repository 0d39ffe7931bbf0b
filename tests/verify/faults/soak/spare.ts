import type { FaultyRegion } from '../faulty-region.ts';
import type { Nemesis } from '../nemesis.ts';

/** The processes that no fault ends, so that one of each kind lives through the whole run. */
const SPARED: readonly string[] = ['aggregation-0', 'intake-MK', 'insights'];

/** The fault as it is, but that it finds only those processes that it may end; ways and servers it finds all. */
export function sparing(nemesis: Nemesis): Nemesis {
  return { ...nemesis, strike: (faulty, ...chance) => nemesis.strike(spared(faulty), ...chance) };
}

function spared(faulty: FaultyRegion): FaultyRegion {
  const { region } = faulty;
  const isOpen = ({ name }: { readonly name: string }) => !SPARED.includes(name);
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
