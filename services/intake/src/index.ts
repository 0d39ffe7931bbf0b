export { type IntakeConfig, intakeConfig } from './config.ts';
export type { IntakeOverrides } from './context.ts';
export { createIntakeService, type IntakeService } from './service.ts';
export { prepareReport } from './steps/prepare-report.ts';
