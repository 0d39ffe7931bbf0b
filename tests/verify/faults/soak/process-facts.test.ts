import { expect, it } from 'vitest';
import { metricSum, systemFacts } from './process-facts.ts';

const METRICS = `# HELP waylight_intake_outbox_records Events that wait
# TYPE waylight_intake_outbox_records gauge
waylight_intake_outbox_records{node="MK",service="intake"} 3
waylight_intake_outbox_records{node="RS",service="intake"} 1.5e3
waylight_intake_outbox_records_other{service="intake"} 70
nodejs_active_handles_total 12
`;

it('sums a metric over its labels, without metrics whose names only begin like it', () => {
  expect(metricSum(METRICS, 'waylight_intake_outbox_records')).toBe(1_503);
  expect(metricSum(METRICS, 'nodejs_active_handles_total')).toBe(12);
  expect(metricSum(METRICS, 'waylight_outbox')).toBeUndefined();
});

it.skipIf(process.platform !== 'linux')('reads memory and open descriptors of a process', async () => {
  const { rssBytes = 0, descriptors = 0 } = await systemFacts(process.pid);
  expect(rssBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0);
  expect(descriptors).toBeGreaterThan(2);
});
