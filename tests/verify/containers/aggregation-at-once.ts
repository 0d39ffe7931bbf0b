/** Replaces `main.ts` in the container of aggregation. It publishes at once, because the test does not wait for an hour of the day. */
import { aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { runMain } from '@waylight/service-kit';

await runMain(() =>
  createAggregationService(aggregationConfig(), { publishesAtOnce: true, processMetrics: true }),
);
