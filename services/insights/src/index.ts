export { type InsightsConfig, insightsConfig, insightsSchema } from './config.ts';
export { createInsightsService, type InsightsOverrides, type InsightsService } from './service.ts';
