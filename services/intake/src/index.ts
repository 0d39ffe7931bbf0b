export { type IntakeConfig, intakeConfig } from './config.ts';
export { createNodeKeys, type NodeKeys, parseNodeKeys } from './keys/node-keys.ts';
export { createIntakeService, type IntakeOverrides, type IntakeService } from './service.ts';
export { prepareReport } from './steps/prepare-report.ts';
