import type { Nemesis } from '../nemesis.ts';
import { atSteps } from './at-steps.ts';
import { brokerFaults } from './broker.ts';
import { clockFaults } from './clocks.ts';
import { killProcesses } from './kill-processes.ts';
import { networkFaults } from './network.ts';
import { outliveClaim } from './outlive-claim.ts';

/** Every way of disturbing a region that a run may draw from. */
export const NEMESES: readonly Nemesis[] = [
  ...killProcesses,
  ...atSteps,
  outliveClaim,
  ...brokerFaults,
  ...networkFaults,
  ...clockFaults,
];
