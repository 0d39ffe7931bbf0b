import type { Admin } from 'kafkajs';
import { pause } from '../async-control.ts';
import { LogError } from '../errors.ts';
import { backoffMs } from '../partition-reading.ts';
import type { ClientFactory } from './client.ts';
import { type Cluster, connectCluster } from './cluster.ts';

/** One connection for each kind of request, opened at first use and again after a failure. */
export type Connections = {
  withCluster<T>(work: (cluster: Cluster) => Promise<T>): Promise<T>;
  withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const ATTEMPTS = 3;

export function createConnections(createClient: ClientFactory): Connections {
  const closing = new AbortController();
  const cluster = createLazyConnection(closing.signal, () => connectCluster(createClient));
  const admin = createLazyConnection(closing.signal, async () => {
    const created = createClient().admin();
    await created.connect();
    return created;
  });
  return {
    withCluster: cluster.use,
    withAdmin: admin.use,
    close: async () => {
      closing.abort();
      await Promise.all([cluster.drop(), admin.drop()]);
    },
  };
}

type Connection = { disconnect(): Promise<void> };

function createLazyConnection<C extends Connection>(closing: AbortSignal, connect: () => Promise<C>) {
  let current: Promise<C> | undefined;
  const drop = async (which: Promise<C> | undefined = current): Promise<void> => {
    if (which === current) current = undefined;
    const connection = await which?.catch(() => undefined);
    await connection?.disconnect().catch(() => {});
  };
  const use = async <T>(work: (connection: C) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      if (closing.aborted) throw new LogError('closed', 'the event log is closed');
      current ??= connect();
      const used = current;
      try {
        return await work(await used);
      } catch (error) {
        if (error instanceof LogError) throw error;
        await drop(used);
        const last = attempt >= ATTEMPTS || !isTransient(error);
        if (last) throw new LogError('unavailable', 'the cluster did not respond', { cause: error });
        await pause(backoffMs(attempt), closing);
      }
    }
  };
  return { use, drop: () => drop() };
}

/** kafkajs marks errors that a retry can cure. Unmarked errors, such as a closed socket, are retried as well. */
function isTransient(error: unknown): boolean {
  return !(error instanceof Error && 'retriable' in error && error.retriable === false);
}
