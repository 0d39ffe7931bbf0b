import { Metadata } from '@grpc/grpc-js';
import { OperationsServiceClient, type RebuildResponse } from '@waylight/contracts/operations';
import { clientCredentials } from '@waylight/service-kit';
import type { FaultyRegion } from './faulty-region.ts';

const OPERATOR = 'region';
const DEADLINE_MS = 5_000;
const REBUILD_MS = 40_000;

/** Calls of an operator to one worker. */
export type Operations = {
  /** Returns the last progress of a rebuild. Rejects if it breaks off. */
  readonly rebuild: () => Promise<RebuildResponse | undefined>;
  /** The partitions that this worker has claimed; undefined if it does not answer. */
  readonly claimed: () => Promise<readonly string[] | undefined>;
  readonly close: () => void;
};

export function connectOperations({ region }: FaultyRegion, worker: number): Operations {
  const { operations: port } = region.ports.worker(worker);
  const client = new OperationsServiceClient(
    `localhost:${port}`,
    clientCredentials(region.certificates.operator(OPERATOR)),
    {
      'grpc.initial_reconnect_backoff_ms': 50,
      'grpc.max_reconnect_backoff_ms': 300,
      'grpc.enable_http_proxy': 0,
    },
  );
  return {
    rebuild: async () => {
      let last: RebuildResponse | undefined;
      const deadline = Date.now() + REBUILD_MS;
      for await (const progress of client.rebuild({}, new Metadata(), { deadline })) last = progress;
      return last;
    },
    claimed: () =>
      new Promise((resolve) => {
        client.getStatus({}, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, answer) =>
          resolve(
            error === null
              ? answer.partitions
                  .filter(({ claimed }) => claimed)
                  .map(({ topic, partition }) => `${topic}:${partition}`)
              : undefined,
          ),
        );
      }),
    close: () => client.close(),
  };
}
