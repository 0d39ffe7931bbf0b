import { join } from 'node:path';
import { openRawRedis, type ServiceProcess } from '@waylight/tests-region';
import type { FaultyRegion } from '../faulty-region.ts';
import type { Latencies, Quantiles } from './latencies.ts';
import type { Observer } from './observer.ts';
import { folderBytes, metricSum, type ProcessFacts, systemFacts } from './process-facts.ts';

/** The region at one moment. Values that could not be read are left out. */
export type Sample = {
  /** Milliseconds since the run began. */
  readonly atMs: number;
  /** By name: every service, `kafka`, `redis`, and the run itself as `soak`. */
  readonly processes: Readonly<Record<string, ProcessFacts>>;
  /** Events in the ledgers that are not on the log yet. */
  readonly outbox?: number;
  /** Writes with an outcome, so far. */
  readonly operations: number;
  /** Quantiles of this interval. */
  readonly accepted: Quantiles;
  readonly counted: Quantiles;
  readonly asked: Quantiles;
  readonly oldestWaitMs: number;
  readonly storeBytes?: number;
  readonly logBytes: number;
  readonly ledgerBytes: number;
};

type Sources = {
  readonly faulty: FaultyRegion;
  readonly observed: Observer;
  readonly asked: Latencies;
  readonly startedAt: number;
};

/** Reads everything at once, past every proxy. */
export async function takeSample({ faulty, observed, asked, startedAt }: Sources): Promise<Sample> {
  const { region, kafka } = faulty;
  const redis = faulty.stores.primary();
  const [services, others, storeBytes, logBytes, ledgerBytes] = await Promise.all([
    Promise.all(region.processes().map(serviceFacts)),
    Promise.all(
      Object.entries({ kafka: kafka.pid(), redis: redis.pid(), soak: process.pid }).map(
        async ([name, pid]) => ({ name, facts: pid === undefined ? undefined : await systemFacts(pid) }),
      ),
    ),
    usedMemory(redis.address),
    folderBytes(join(kafka.folder, 'data')),
    folderBytes(join(region.dir, 'nodes')),
  ]);
  const sum = (name: string) => total(services.map(({ metrics }) => metricSum(metrics, name)));
  const now = performance.now();
  const known = [...services, ...others].flatMap(({ name, facts }) =>
    facts === undefined ? [] : [[name, facts] as const],
  );
  return {
    atMs: Math.round(now - startedAt),
    processes: Object.fromEntries(known),
    ...optionalField('outbox', sum('waylight_intake_outbox_records')),
    operations: observed.operations(),
    accepted: observed.accepted.interval(),
    counted: observed.counted.interval(),
    asked: asked.interval(),
    oldestWaitMs: Math.round(observed.oldestWaitMs(now)),
    ...optionalField('storeBytes', storeBytes),
    logBytes,
    ledgerBytes,
  };
}

async function serviceFacts(service: ServiceProcess) {
  const { name } = service;
  const pid = service.hasExited() ? undefined : service.pid();
  if (pid === undefined) return { name, metrics: '', facts: undefined };
  const [system, metrics] = await Promise.all([systemFacts(pid), service.metrics().catch(() => '')]);
  const facts: ProcessFacts = {
    ...system,
    ...optionalField('heapBytes', metricSum(metrics, 'nodejs_heap_size_used_bytes')),
    ...optionalField('handles', metricSum(metrics, 'nodejs_active_handles_total')),
  };
  return { name, metrics, facts };
}

async function usedMemory(address: string): Promise<number | undefined> {
  try {
    const redis = await openRawRedis(address);
    try {
      const [, bytes] = /^used_memory:(\d+)/m.exec(String(await redis.command('INFO', 'memory'))) ?? [];
      return bytes === undefined ? undefined : Number(bytes);
    } finally {
      redis.close();
    }
  } catch {
    // A fault has stopped it.
    return undefined;
  }
}

function total(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

function optionalField<Name extends string>(
  name: Name,
  value: number | undefined,
): { readonly [_ in Name]?: number } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [_ in Name]?: number };
}
