export { type IntakeConfig, intakeConfig } from './config.ts';
export type { IntakeOverrides } from './context.ts';
export { createIntakeService, type IntakeService, RELAY_LINGER_MS } from './service.ts';
export { prepareReport } from './steps/prepare-report.ts';
