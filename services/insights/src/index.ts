export { type InsightsConfig, insightsConfig } from './config.ts';
export { createInsightsService, type InsightsOverrides, type InsightsService } from './service.ts';
