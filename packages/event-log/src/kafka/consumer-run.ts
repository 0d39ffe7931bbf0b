import type { Consumer } from 'kafkajs';
import { settlesWithin } from '../async-control.ts';
import { type Assignment, type AssignmentDeps, createAssignment } from './assignment.ts';
import type { ClientFactory } from './client.ts';

export type ConsumerRunOptions = AssignmentDeps & {
  readonly group: string;
  readonly topics: readonly string[];
  readonly concurrency: number;
  /** Called after a response that proves that reading goes on. */
  onResponse(): void;
  onJoined(partitions: number): void;
};

/** One run of the client's consumer, from its connection to its crash or stop. A run never restarts itself. */
export type ConsumerRun = {
  readonly assignment: Assignment;
  /** Settles when the client crashes. */
  readonly crashed: Promise<Error>;
  stop(): Promise<void>;
};

const GRACE_MS = 5_000;
const COMMIT_EVERY_MS = 2_000;
const PROGRESS_RESPONSES = new Set(['Fetch', 'Heartbeat', 'JoinGroup', 'SyncGroup']);

export async function startConsumerRun(
  createClient: ClientFactory,
  options: ConsumerRunOptions,
): Promise<ConsumerRun> {
  const consumer = createClient().consumer({
    groupId: options.group,
    allowAutoTopicCreation: false,
    sessionTimeout: 10_000,
    heartbeatInterval: 2_000,
    rebalanceTimeout: 30_000,
    metadataMaxAge: 60_000,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: 1024 * 1024,
    maxBytes: 4 * 1024 * 1024,
    // A crash ends this run, and the consumption starts another run. The client's own restarts would never end.
    retry: { retries: 5, restartOnFailure: async () => false },
  });
  const assignment = createAssignment(consumer, options);
  const crashed = new Promise<Error>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
  });
  consumer.on(consumer.events.REQUEST, ({ payload }) => {
    if (PROGRESS_RESPONSES.has(payload.apiName)) options.onResponse();
  });
  // This must be synchronous, so that no batch is delivered between the new assignment and the loss of the old one.
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    assignment.onJoined(payload.memberAssignment);
    options.onJoined(assignment.ownedPartitions().length);
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.concurrency,
      eachBatch: assignment.eachBatch,
    });
  } catch (error) {
    await consumer.disconnect().catch(() => {});
    throw error;
  }
  let committed: Promise<void> | undefined;
  const commitOnce = (): Promise<void> => {
    // Commits must not accumulate while a broker hangs.
    committed ??= commit(consumer, assignment).finally(() => {
      committed = undefined;
    });
    return committed;
  };
  const committing = setInterval(() => void commitOnce(), COMMIT_EVERY_MS);
  return {
    assignment,
    crashed,
    stop: async () => {
      clearInterval(committing);
      await assignment.stop(GRACE_MS);
      await settlesWithin(COMMIT_EVERY_MS, committed ?? Promise.resolve());
      await settlesWithin(COMMIT_EVERY_MS, commitOnce());
      await settlesWithin(
        GRACE_MS,
        consumer.disconnect().catch(() => {}),
      );
    },
  };
}

/** Commits offsets only for the lag metric. The service never reads these offsets, so a failure is ignored. */
async function commit(consumer: Consumer, assignment: Assignment): Promise<void> {
  const moved = assignment
    .ownedPartitions()
    .filter(({ nextOffset, committed }) => nextOffset !== null && nextOffset !== committed);
  if (moved.length === 0) return;
  const offsets = moved.map(({ id, nextOffset }) => ({ ...id, offset: String(nextOffset) }));
  try {
    await consumer.commitOffsets(offsets);
  } catch {
    return;
  }
  moved.forEach((one, index) => {
    one.committed = Number(offsets[index]?.offset);
  });
}
