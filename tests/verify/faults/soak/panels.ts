import type { Panel, Series } from './plot.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { Sample } from './sample.ts';

const MIB = 2 ** 20;
const PARTS: readonly string[] = ['kafka', 'redis'];
/** Not drawn among the services: the run itself, the broker and the store. */
const OWN: readonly string[] = ['soak', ...PARTS];

/** The panels of a run, from top to bottom. */
export function panelsOf(samples: readonly Sample[]): readonly Panel[] {
  const names = [...new Set(samples.flatMap(({ processes }) => Object.keys(processes)))].sort();
  const services = names.filter((name) => !OWN.includes(name));
  const of = (name: string, value: (sample: Sample) => number | undefined): Series => ({
    name,
    values: samples.map(value),
  });
  const each = (list: readonly string[], value: (facts: ProcessFacts) => number | undefined) =>
    list.map((name) =>
      of(name, ({ processes }) => (processes[name] === undefined ? undefined : value(processes[name]))),
    );
  const mib = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / MIB);
  return [
    {
      title: 'Memory of the services (RSS)',
      unit: 'MiB',
      series: each(services, (one) => mib(one.rssBytes)),
    },
    { title: 'Heap in use', unit: 'MiB', series: each(services, (one) => mib(one.heapBytes)) },
    {
      title: 'Memory of Kafka and Redis (RSS)',
      unit: 'MiB',
      series: each(PARTS, (one) => mib(one.rssBytes)),
    },
    {
      title: 'Open descriptors',
      unit: 'files and sockets',
      series: each([...services, 'redis'], (one) => one.descriptors),
    },
    {
      title: 'Waiting',
      unit: 'events',
      series: [of('outbox of the nodes', (one) => one.outbox)],
    },
    {
      title: 'From sent to accepted, all tries',
      unit: 'ms',
      logarithmic: true,
      series: [of('p50', (one) => one.accepted.p50), of('p99', (one) => one.accepted.p99)],
    },
    {
      title: 'From accepted to counted',
      unit: 'ms',
      logarithmic: true,
      series: [of('p50', (one) => one.counted.p50), of('p99', (one) => one.counted.p99)],
    },
    {
      title: 'Stored data',
      unit: 'MiB',
      series: [
        of('Kafka’s log', (one) => mib(one.logBytes)),
        of('Redis', (one) => mib(one.storeBytes)),
        of('ledgers', (one) => mib(one.ledgerBytes)),
      ],
    },
  ];
}
