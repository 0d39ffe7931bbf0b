export { answer } from './answers/answer.ts';
export { createViews } from './answers/view.ts';
export { type InsightsConfig, insightsConfig } from './config.ts';
export { createInsightsService, type InsightsOverrides, type InsightsService } from './service.ts';
