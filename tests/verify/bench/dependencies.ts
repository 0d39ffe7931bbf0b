import { type StartedDependency, startKafka, startPostgres, startRedis } from '@waylight/testing';

/** The real broker and store, each started when a benchmark first needs it. */
export type Dependencies = {
  /** host:port */
  readonly kafka: () => Promise<string>;
  /** redis://host:port */
  readonly redis: () => Promise<string>;
  /** Both, for a region of processes. */
  readonly kafkaAndRedis: () => Promise<{ readonly kafka: string; readonly redis: string }>;
  /** postgres://user@host:port/database, used by the benchmarks alone. */
  readonly postgres: () => Promise<string>;
  /** Adds another dependency of a benchmark, with its version, to the setting of the figures. */
  readonly note: (part: string, version: string) => void;
  /** Adds a Markdown table of its own, for results with more columns than a figure. Printed after the figures. */
  readonly page: (title: string, table: string) => void;
};

export type Page = { readonly title: string; readonly table: string };

export type StartedDependencies = Dependencies & {
  readonly started: () => { readonly kafka: string | undefined; readonly redis: string | undefined };
  readonly notes: () => Readonly<Record<string, string>>;
  readonly pages: () => readonly Page[];
  readonly stop: () => Promise<void>;
};

export function createDependencies(): StartedDependencies {
  const kafka = startOnce(startKafka);
  const redis = startOnce(startRedis);
  const postgres = startOnce(startPostgres);
  const notes: Record<string, string> = {};
  const pages: Page[] = [];
  return {
    kafka: kafka.address,
    redis: redis.address,
    postgres: postgres.address,
    kafkaAndRedis: async () => {
      const [log, store] = await Promise.all([kafka.address(), redis.address()]);
      return { kafka: log, redis: store };
    },
    note: (part, version) => {
      notes[part] = version;
    },
    page: (title, table) => {
      pages.push({ title, table });
    },
    started: () => ({ kafka: kafka.started(), redis: redis.started() }),
    notes: () => notes,
    pages: () => pages,
    stop: async () => {
      await Promise.all([kafka.stop(), redis.stop(), postgres.stop()]);
    },
  };
}

function startOnce(start: () => Promise<StartedDependency>) {
  let starting: Promise<StartedDependency> | undefined;
  let at: string | undefined;
  return {
    address: async (): Promise<string> => {
      starting ??= start();
      const part = await starting;
      if ('unavailable' in part) throw new Error(part.unavailable);
      at = part.address;
      return at;
    },
    started: () => at,
    stop: async () => {
      const part = await starting?.catch(() => undefined);
      if (part !== undefined && 'stop' in part) await part.stop();
    },
  };
}
