/** The aggregation with the overrides of the test that starts it. */
import { type AggregationTuning, aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { runMain } from '@waylight/service-kit';
import { readTestOverrides } from './test-overrides.ts';

await runMain(() =>
  createAggregationService(aggregationConfig(), {
    ...readTestOverrides<Partial<AggregationTuning>>(),
    publishesAtOnce: true,
    processMetrics: true,
  }),
);
