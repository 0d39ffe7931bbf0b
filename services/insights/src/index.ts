export { answer } from './answers/answer.ts';
export { createSnapshotCache } from './answers/released-snapshot.ts';
export { type InsightsConfig, insightsConfig } from './config.ts';
export type { ExampleLoad, InsightsOverrides } from './inputs.ts';
export { createInsightsService, type InsightsService } from './service.ts';
