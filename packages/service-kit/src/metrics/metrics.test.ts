import { expect, test } from 'vitest';
import { createMetrics, type MetricLabel } from './metrics.ts';

test('metrics are exposed as text, with the label `service` in addition to their own labels', async () => {
  const metrics = createMetrics({ service: 'intake' });
  const accepted = metrics.counter({ name: 'reports_total', help: 'h', labels: ['node', 'outcome'] });
  accepted.add(2, { node: 'MK', outcome: 'accepted' });
  metrics.gauge({ name: 'lag', help: 'h' }).set(7);
  metrics
    .histogram({ name: 'took_seconds', help: 'h', labels: ['method'], buckets: [1, 2] })
    .observe(1.5, { method: 'a/B' });
  const { body, contentType } = await metrics.expose();
  expect(contentType).toContain('text/plain');
  expect(body).toContain('reports_total{node="MK",outcome="accepted",service="intake"} 2');
  expect(body).toContain('lag{service="intake"} 7');
  expect(body).toContain('took_seconds_bucket{le="2",service="intake",method="a/B"} 1');
});

test('only permitted labels can be declared', () => {
  const metrics = createMetrics({ service: 'intake' });
  // @ts-expect-error organisation is not a permitted label
  expect(() => metrics.counter({ name: 'a', help: 'h', labels: ['organisation'] })).toThrow(TypeError);
  const sneaked = ['type'] as unknown as MetricLabel[];
  expect(() => metrics.gauge({ name: 'b', help: 'h', labels: sneaked })).toThrow(TypeError);
});

test('an invalid label value becomes `other`', async () => {
  const metrics = createMetrics({ service: 'intake' });
  metrics.counter({ name: 'c', help: 'h', labels: ['outcome'] }).add(1, { outcome: 'Amina Hassan' });
  const { body } = await metrics.expose();
  expect(body).toContain('outcome="other"');
  expect(body).not.toContain('Amina');
});

test('two services in one process have separate metrics', async () => {
  const one = createMetrics({ service: 'one', processMetrics: true });
  const two = createMetrics({ service: 'two' });
  one.counter({ name: 'same', help: 'h' }).add(1);
  two.counter({ name: 'same', help: 'h' }).add(5);
  expect((await one.expose()).body).toContain('same{service="one"} 1');
  expect((await one.expose()).body).toContain('process_cpu_seconds_total');
  expect((await two.expose()).body).toContain('same{service="two"} 5');
  expect((await two.expose()).body).not.toContain('process_');
});

test('ages are measured at each exposition, and a failed measurement is not hidden by an old value', async () => {
  const metrics = createMetrics({ service: 'intake' });
  const age = metrics.gauge({ name: 'age_seconds', help: 'h' });
  let seconds = 0;
  metrics.beforeExpose(() => {
    if (seconds > 1) throw new Error('the disk is away');
    age.set(++seconds);
  });
  expect((await metrics.expose()).body).toContain('age_seconds{service="intake"} 1');
  expect((await metrics.expose()).body).toContain('age_seconds{service="intake"} 2');
  await expect(metrics.expose()).rejects.toThrow('the disk is away');
});
