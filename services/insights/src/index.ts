export { answer } from './answers/answer.ts';
export { createSnapshotCache } from './answers/released-snapshot.ts';
export { type InsightsConfig, insightsConfig } from './config.ts';
export { createInsightsService, type InsightsOverrides, type InsightsService } from './service.ts';
