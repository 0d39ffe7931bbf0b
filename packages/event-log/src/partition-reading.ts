import { LogError } from './errors.ts';
import type {
  HandleContext,
  LogBatch,
  LogIdentity,
  LogPosition,
  PartitionId,
  PartitionReader,
  StoppedPartition,
} from './port.ts';

// Both adapters use these functions, which apply the rules of the port to a reader's results.

export type Bounds = { readonly start: number; readonly end: number };

export type ClaimResult =
  | { readonly kind: 'at'; readonly offset: number }
  | { readonly kind: 'stopped'; readonly code: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export type HandleResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'reclaim' }
  | { readonly kind: 'stopped'; readonly code: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Gets the reader's position, then compares it with the current bounds of the log. */
export async function claimPartition(
  reader: PartitionReader,
  id: PartitionId,
  context: { readonly log: LogIdentity; readonly signal: AbortSignal },
  bounds: () => Bounds | Promise<Bounds>,
): Promise<ClaimResult> {
  try {
    const position = await reader.claim(id, context);
    const now = await bounds();
    if (position === null) return { kind: 'at', offset: now.start };
    const problem = positionError(id, position, context.log, now);
    if (problem !== undefined) return { kind: 'stopped', code: problem.code, reason: problem.message };
    return { kind: 'at', offset: position.offset };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

export async function handleBatch(
  reader: PartitionReader,
  batch: LogBatch,
  context: HandleContext,
): Promise<HandleResult> {
  try {
    const outcome = await reader.handle(batch, context);
    if (outcome === 'done' || outcome === 'reclaim') return { kind: outcome };
    return { kind: 'stopped', code: 'reader-stopped', reason: outcome.stopped };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/**
 * From a position of another log, a Kafka client would silently read at another offset, so that records would be skipped or
 * counted twice.
 */
function positionError(
  id: PartitionId,
  position: LogPosition,
  log: LogIdentity,
  now: Bounds,
): LogError | undefined {
  const where = `${id.topic} partition ${id.partition}`;
  const advice = 'run "waylight rebuild"';
  if (position.clusterId !== log.clusterId || position.topicId !== log.topicId) {
    return new LogError(
      'position-of-another-log',
      `${where}: the stored position is of cluster ${position.clusterId}, topic ${position.topicId}; this is cluster ${log.clusterId}, topic ${log.topicId}; ${advice}`,
    );
  }
  return offsetRangeError(id, position.offset, now);
}

export function offsetRangeError(id: PartitionId, offset: number, now: Bounds): LogError | undefined {
  if (offset >= now.start && offset <= now.end) return undefined;
  return new LogError(
    'position-outside-log',
    `${id.topic} partition ${id.partition}: the position ${offset} is not on the log, which contains ${now.start} to ${now.end}; run "waylight rebuild"`,
  );
}

export type Backoff = { readonly first: number; readonly last: number };
export const DEFAULT_BACKOFF: Backoff = { first: 250, last: 30_000 };

/** Doubles with each attempt. The upper half is random, so that workers do not retry at the same moment. */
export function backoffMs(attempts: number, backoff: Backoff = DEFAULT_BACKOFF): number {
  const whole = Math.min(backoff.last, backoff.first * 2 ** Math.min(attempts - 1, 20));
  return whole / 2 + (Math.random() * whole) / 2;
}

export function partitionKey(id: PartitionId): string {
  return `${id.topic}/${id.partition}`;
}

/** State of a partition that an adapter reads, as the port reports it. */
export type PartitionStatus = {
  readonly id: PartitionId;
  nextOffset: number | null;
  attempts: number;
  error: unknown;
  stopped: StoppedPartition | undefined;
};

export function createPartitionStatus(id: PartitionId): PartitionStatus {
  return { id, nextOffset: null, attempts: 0, error: undefined, stopped: undefined };
}

export type FailureState = Pick<PartitionStatus, 'attempts' | 'error'>;

/**
 * Copies the failure state before a claim. A successful claim restores this copy, which discards failures of the claim itself.
 * Otherwise a partition without records would appear to fail forever. Failures of the handler are kept, so that its waits keep
 * growing.
 */
export function failureStateOf({ attempts, error }: FailureState): FailureState {
  return { attempts, error };
}
