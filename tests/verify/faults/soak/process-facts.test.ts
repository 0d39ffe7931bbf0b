import { expect, it } from 'vitest';
import { metricSum, systemFacts } from './process-facts.ts';

const METRICS = `# HELP waylight_aggregation_lag Events that wait
# TYPE waylight_aggregation_lag gauge
waylight_aggregation_lag{node="MK",service="aggregation"} 3
waylight_aggregation_lag{node="RS",service="aggregation"} 1.5e3
waylight_aggregation_lag_other{service="aggregation"} 70
nodejs_active_handles_total 12
`;

it('sums a metric over its labels, without metrics whose names only begin like it', () => {
  expect(metricSum(METRICS, 'waylight_aggregation_lag')).toBe(1_503);
  expect(metricSum(METRICS, 'nodejs_active_handles_total')).toBe(12);
  expect(metricSum(METRICS, 'waylight_intake_outbox_depth')).toBeUndefined();
});

it.skipIf(process.platform !== 'linux')('reads memory and open descriptors of a process', async () => {
  const { rssBytes = 0, descriptors = 0 } = await systemFacts(process.pid);
  expect(rssBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0);
  expect(descriptors).toBeGreaterThan(2);
});
