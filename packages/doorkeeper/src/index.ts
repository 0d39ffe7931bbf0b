export { createDoorkeeper, type Doorkeeper, type Guest, type Knock, refusal } from './doorkeeper.ts';
export { opsGate } from './ops-gate.ts';
