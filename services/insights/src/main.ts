import { runMain } from '@waylight/service-kit';
import { insightsConfig } from './config.ts';
import { createInsightsService } from './service.ts';

await runMain(() => createInsightsService(insightsConfig(), { processMetrics: true }));
