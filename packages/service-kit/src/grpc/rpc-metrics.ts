import type { Metrics } from '../metrics/metrics.ts';
import type { CallEnd } from './call-runner.ts';

/** Counts calls by method and code, and times them by method. */
export function observeCalls(metrics: Metrics): (end: CallEnd) => void {
  const handled = metrics.counter({
    name: 'waylight_rpc_handled_total',
    help: 'Calls that ended, by method and status code.',
    labels: ['method', 'code'],
  });
  const duration = metrics.histogram({
    name: 'waylight_rpc_duration_seconds',
    help: 'How long calls took, by method.',
    labels: ['method'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return ({ method, code, durationMs }) => {
    const name = method.slice(1);
    handled.add(1, { method: name, code });
    duration.observe(durationMs / 1_000, { method: name });
  };
}
