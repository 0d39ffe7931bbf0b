import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };

/**
 * All permitted labels. A label for a type, a place or an organisation would publish counts of reports without disclosure control.
 */
const METRIC_LABELS = ['node', 'outcome', 'method', 'code', 'holder', 'version', 'channel'] as const;
export type MetricLabel = (typeof METRIC_LABELS)[number];
type Labels<Name extends MetricLabel> = Readonly<Record<Name, string>>;
// A metric without labels takes no argument for them.
type LabelArgument<Name extends MetricLabel> = [Name] extends [never] ? [] : [labels: Labels<Name>];

export type MetricSpec<Name extends MetricLabel> = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Name[];
};

export type CounterMetric<Name extends MetricLabel> = {
  readonly add: (count: number, ...labels: LabelArgument<Name>) => void;
};
export type GaugeMetric<Name extends MetricLabel> = {
  readonly set: (value: number, ...labels: LabelArgument<Name>) => void;
};
export type HistogramMetric<Name extends MetricLabel> = {
  readonly observe: (value: number, ...labels: LabelArgument<Name>) => void;
};

export type Metrics = {
  readonly counter: <Name extends MetricLabel = never>(spec: MetricSpec<Name>) => CounterMetric<Name>;
  readonly gauge: <Name extends MetricLabel = never>(spec: MetricSpec<Name>) => GaugeMetric<Name>;
  readonly histogram: <Name extends MetricLabel = never>(
    spec: MetricSpec<Name> & { readonly buckets: readonly number[] },
  ) => HistogramMetric<Name>;
  /** Calls `measure` before each exposition, for values that change without an event, such as ages. */
  readonly beforeExpose: (measure: () => void | Promise<void>) => void;
  /** Returns all metrics in the text format of Prometheus. Rejects if a measurement fails. */
  readonly expose: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

export type MetricsOptions = {
  readonly service: string;
  /** Adds metrics of the process: memory, CPU, event loop. Set it for at most one registry of a process. */
  readonly processMetrics?: boolean | undefined;
};

const labelValue = /^[\w./-]{1,96}$/;

/** Creates a registry for one service, so that several services can share a process. */
export function createMetrics({ service, processMetrics = false }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (processMetrics) collectDefaultMetrics({ register: registry });

  const options = <Name extends MetricLabel>({ name, help, labels = [] }: MetricSpec<Name>) => {
    const unknown = labels.find((label) => !METRIC_LABELS.includes(label));
    if (unknown !== undefined) throw new TypeError(`A metric can't have the label ${unknown}`);
    return { name, help, labelNames: [...labels], registers: [registry] };
  };

  const measurements: (() => void | Promise<void>)[] = [];
  const metrics: Metrics = {
    counter: (spec) => {
      const counter = new Counter<string>(options(spec));
      return { add: (count, ...[labels]) => counter.inc(sanitizeLabels(labels), count) };
    },
    gauge: (spec) => {
      const gauge = new Gauge<string>(options(spec));
      return { set: (value, ...[labels]) => gauge.set(sanitizeLabels(labels), value) };
    },
    histogram: (spec) => {
      const histogram = new Histogram<string>({ ...options(spec), buckets: [...spec.buckets] });
      return { observe: (value, ...[labels]) => histogram.observe(sanitizeLabels(labels), value) };
    },
    beforeExpose: (measure) => void measurements.push(measure),
    expose: async () => {
      for (const measure of measurements) await measure();
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
  metrics
    .gauge({ name: 'waylight_build_info', help: 'Always 1; the label is the version.', labels: ['version'] })
    .set(1, { version: manifest.version });
  return metrics;
}

/** Label values are Waylight's own identifiers. Any other value could be data, or create unlimited series. */
function sanitizeLabels(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in labels) {
    const value = labels[name] ?? '';
    kept[name] = labelValue.test(value) ? value : 'other';
  }
  return kept;
}
