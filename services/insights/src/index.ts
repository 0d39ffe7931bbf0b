export { type InsightsConfig, insightsConfig } from './config.ts';
export type { ExampleLoad, InsightsOverrides } from './inputs.ts';
export { createInsightsService, type InsightsService } from './service.ts';
