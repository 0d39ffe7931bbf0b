import { runMain } from '@waylight/service-kit';
import { aggregationConfig } from './config.ts';
import { createAggregationService } from './service.ts';

await runMain(() => createAggregationService(aggregationConfig(), { processMetrics: true }));
