import type { Nemesis } from '../nemesis.ts';
import { restartBroker } from './broker.ts';
import { killAll, killProcesses } from './kill-processes.ts';
import { resetConnections } from './network.ts';

/** Every way of disturbing a region that a run may draw from. */
export const NEMESES: readonly Nemesis[] = [...killProcesses, killAll, restartBroker, resetConnections];
