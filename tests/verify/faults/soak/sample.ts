import type { ServiceProcess } from '@waylight/tests-region';
import type { FaultyRegion } from '../faulty-region.ts';
import { metricSum, type ProcessFacts, systemFacts } from './process-facts.ts';

/** The processes at one moment, by name: every service, `kafka` and `redis`. */
export type Sample = {
  /** Milliseconds since the run began. */
  readonly atMs: number;
  readonly processes: Readonly<Record<string, ProcessFacts>>;
};

/** Reads everything at once, past every proxy. */
export async function takeSample(
  { region, kafka, stores }: FaultyRegion,
  startedAt: number,
): Promise<Sample> {
  const servers = { kafka: kafka.pid(), redis: stores.primary().pid() };
  const facts = await Promise.all([
    ...region.processes().map(async (service) => [service.name, await serviceFacts(service)] as const),
    ...Object.entries(servers).map(
      async ([name, pid]) => [name, pid === undefined ? undefined : await systemFacts(pid)] as const,
    ),
  ]);
  const known = facts.flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
  return { atMs: Math.round(performance.now() - startedAt), processes: Object.fromEntries(known) };
}

async function serviceFacts(service: ServiceProcess): Promise<ProcessFacts | undefined> {
  const pid = service.hasExited() ? undefined : service.pid();
  if (pid === undefined) return undefined;
  const [system, metrics] = await Promise.all([systemFacts(pid), service.metrics().catch(() => '')]);
  return {
    ...system,
    ...optionalField('heapBytes', metricSum(metrics, 'nodejs_heap_size_used_bytes')),
    ...optionalField('handles', metricSum(metrics, 'nodejs_active_handles_total')),
  };
}

function optionalField<Name extends string>(
  name: Name,
  value: number | undefined,
): { readonly [_ in Name]?: number } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [_ in Name]?: number };
}
