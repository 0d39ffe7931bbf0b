import type { FaultKind } from '../fault-kind.ts';
import { atSteps } from './at-steps.ts';
import { brokerFaults } from './broker.ts';
import { clockFaults } from './clocks.ts';
import { disturbDelivery } from './delivery.ts';
import { failOver } from './fail-over.ts';
import { floodFromOne } from './flood.ts';
import { flushScripts } from './flush-scripts.ts';
import { fullDisks } from './full-disks.ts';
import { growPartitions } from './grow.ts';
import { joinAndLeave } from './join-and-leave.ts';
import { killProcesses } from './kill-processes.ts';
import { networkFaults } from './network.ts';
import { outOfMemory } from './out-of-memory.ts';
import { outliveClaim } from './outlive-claim.ts';
import { poisonMessages } from './poison.ts';
import { rebuildUnderLoad } from './rebuild.ts';
import { restartRedis } from './restart-redis.ts';
import { setStoreBack } from './set-store-back.ts';

/** Faults that take effect within seconds: a run with `--cut` draws from these. */
export const QUICK_FAULT_KINDS: readonly FaultKind[] = [
  ...killProcesses,
  ...atSteps,
  outliveClaim,
  ...brokerFaults,
  ...networkFaults,
  ...clockFaults,
  restartRedis,
  setStoreBack,
  failOver,
  outOfMemory,
  flushScripts,
  disturbDelivery,
  poisonMessages,
  rebuildUnderLoad,
];

/** Every kind of fault that a run may draw from. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...QUICK_FAULT_KINDS,
  ...fullDisks,
  joinAndLeave,
  floodFromOne,
  growPartitions,
];
