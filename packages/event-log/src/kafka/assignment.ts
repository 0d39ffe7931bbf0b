import type { Consumer, EachBatchPayload } from 'kafkajs';
import { LogError } from '../errors.ts';
import { pause, within } from '../pausing.ts';
import type { LogIdentity, PartitionId, PartitionReader } from '../port.ts';
import {
  type Backoff,
  type Bounds,
  backoffMs,
  claimPartition,
  keyOf,
  newStatus,
  type PartitionStatus,
  troubleOf,
} from '../reading.ts';
import { readPayload } from './batch-reading.ts';

/** A partition of this member's present assignment. */
export type Owned = PartitionStatus & {
  /** Fires when the assignment ends or the consumption gives up waiting. */
  readonly abort: AbortController;
  log: LogIdentity | undefined;
  /** What runs for this partition; the next claim waits for it, also over a rebalance. */
  busy: Promise<unknown>;
  /** How often in a row the log answered from another offset than asked. */
  skips: number;
  committed: number | null;
};

export type AssignmentDeps = {
  readonly reader: PartitionReader;
  readonly backoff: Backoff;
  readonly maxBatchRecords: number;
  identity(topic: string): Promise<LogIdentity>;
  bounds(topic: string): Promise<ReadonlyMap<number, Bounds>>;
};

export type Assignment = {
  owned(): Owned[];
  /** On GROUP_JOIN, synchronously: nothing is owned but what is claimed from here on. */
  joined(assigned: Readonly<Record<string, number[]>>): void;
  eachBatch(payload: EachBatchPayload): Promise<void>;
  /** Lets what runs finish for so long, then fires the signals; nothing is read after it. */
  end(graceMs: number): Promise<void>;
};

/**
 * Keeps the client from choosing where to read. A partition is paused from the moment of its assignment until the
 * reader has claimed it and its position was compared with the log; then comes a seek, and only then a fetch.
 */
export function createAssignment(
  consumer: Pick<Consumer, 'seek' | 'pause' | 'resume'>,
  deps: AssignmentDeps,
): Assignment {
  let owned = new Map<string, Owned>();
  const identities = askedOnce(deps.identity);
  const bounds = askedOnce(deps.bounds);
  let ended = false;
  const isCurrent = (one: Owned): boolean => owned.get(keyOf(one.id)) === one && !one.abort.signal.aborted;
  const forget = (topic: string): void => {
    identities.forget(topic);
    bounds.forget(topic);
  };
  const only = ({ topic, partition }: PartitionId) => [{ topic, partitions: [partition] }];

  /** Partitions of one topic share a question, so an answer may be older than a claim: then it is asked once more. */
  const claimOnce = async (one: Owned) => {
    const { topic, partition } = one.id;
    const ask = async () => {
      const log = await identities.of(topic);
      one.log = log;
      return claimPartition(deps.reader, one.id, { log, signal: one.abort.signal }, async () => {
        const found = (await bounds.of(topic)).get(partition);
        if (found === undefined)
          throw new LogError('topic-missing', `${topic} has no partition ${partition}`);
        return found;
      });
    };
    const claimed = await ask();
    if (claimed.kind !== 'stopped' || !isCurrent(one)) return claimed;
    forget(topic);
    return ask();
  };

  const claim = async (one: Owned): Promise<void> => {
    const before = troubleOf(one);
    while (isCurrent(one) && !ended) {
      // The first claim again is at once; one that keeps being needed waits.
      const wait =
        one.attempts > (one.error === undefined ? 1 : 0) ? backoffMs(one.attempts, deps.backoff) : 0;
      if (wait > 0 && !(await pause(wait, one.abort.signal))) return;
      const claimed = await claimOnce(one).catch((error: unknown) => ({ kind: 'failed', error }) as const);
      if (!isCurrent(one) || ended) return;
      switch (claimed.kind) {
        case 'failed':
          one.attempts += 1;
          one.error = claimed.error;
          break;
        case 'stopped':
          one.stopped = { id: one.id, code: claimed.code, reason: claimed.reason };
          return;
        case 'at':
          Object.assign(one, before);
          one.nextOffset = claimed.offset;
          consumer.seek({ ...one.id, offset: String(claimed.offset) });
          consumer.resume(only(one.id));
          return;
      }
    }
  };

  const claimAgain = (one: Owned): void => {
    one.nextOffset = null;
    consumer.pause(only(one.id));
    one.busy = one.busy.then(() => claim(one));
  };

  return {
    owned: () => [...owned.values()],
    joined: (assigned) => {
      if (ended) return;
      const before = owned;
      owned = new Map();
      identities.forgetAll();
      bounds.forgetAll();
      for (const one of before.values())
        one.abort.abort(new LogError('partition-lost', 'the group is rebalancing'));
      for (const [topic, partitions] of Object.entries(assigned)) {
        for (const partition of partitions) {
          const one = newOwned({ topic, partition }, before.get(keyOf({ topic, partition }))?.busy);
          owned.set(keyOf(one.id), one);
          claimAgain(one);
        }
      }
      for (const [key, { id }] of before) if (!owned.has(key)) tellLost(deps.reader, id);
    },
    eachBatch: async (payload) => {
      const { topic, partition } = payload.batch;
      const one = owned.get(keyOf({ topic, partition }));
      if (ended || one === undefined || one.nextOffset === null || payload.isStale()) return;
      const reading = readPayload(payload, one, {
        reader: deps.reader,
        maxBatchRecords: deps.maxBatchRecords,
        goOn: () => !ended && isCurrent(one) && payload.isRunning() && !payload.isStale(),
      });
      one.busy = reading.catch(() => {});
      const outcome = await reading;
      if (!isCurrent(one)) return;
      if (outcome === 'claim-again') {
        forget(topic);
        claimAgain(one);
      }
      if (outcome === 'stopped') consumer.pause(only(one.id));
    },
    end: async (graceMs) => {
      ended = true;
      const all = [...owned.values()];
      const quiet = Promise.all(all.map(({ busy }) => busy));
      const finished = await within(graceMs, quiet);
      for (const one of all) one.abort.abort(new LogError('partition-lost', 'the consumption has stopped'));
      if (!finished) await within(graceMs, quiet);
      for (const { id } of all) tellLost(deps.reader, id);
    },
  };
}

function newOwned(id: PartitionId, busy: Promise<unknown> | undefined): Owned {
  const quiet = busy?.catch(() => {}) ?? Promise.resolve();
  return {
    ...newStatus(id),
    abort: new AbortController(),
    log: undefined,
    busy: quiet,
    skips: 0,
    committed: null,
  };
}

function tellLost(reader: PartitionReader, id: PartitionId): void {
  reader.lost?.(id);
}

/** Keeps answers per topic until they are forgotten; a failure is forgotten at once. */
function askedOnce<T>(ask: (topic: string) => Promise<T>) {
  const answers = new Map<string, Promise<T>>();
  return {
    of: (topic: string): Promise<T> => {
      const known = answers.get(topic);
      if (known !== undefined) return known;
      const asked = ask(topic);
      answers.set(topic, asked);
      asked.catch(() => answers.delete(topic));
      return asked;
    },
    forget: (topic: string) => answers.delete(topic),
    forgetAll: () => answers.clear(),
  };
}
