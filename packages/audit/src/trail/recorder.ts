import { AuditKind } from '@waylight/contracts/audit';
import type { Component } from '@waylight/service-kit';
import { type Actor, type AuditEvent, SERVICE_ACTOR } from '../chain/audit-event.ts';

export type AuditRecorder = {
  /** Records an event. The event is durable when this resolves. */
  record(event: AuditEvent): Promise<void>;
  /**
   * For events that callers can cause without limit, such as reads and refusals. The first event with the same kind, actor,
   * outcome and release is written before this resolves. Later ones are counted, and the count is written once a minute, so that
   * no caller can fill the disk.
   */
  recordAggregated(event: AuditEvent): Promise<void>;
  /** Like `recordAggregated`, without waiting. */
  recordAggregatedInBackground(event: AuditEvent): void;
  /** Like `record`, without waiting. */
  recordInBackground(event: AuditEvent): void;
  /** Records the start and stop of the service. */
  readonly component: Component;
};

export type RecorderOptions = {
  /** Writes an event. Resolves when the event is durable. */
  readonly write: (event: AuditEvent) => Promise<void>;
  /** Events to record at the start of the service. */
  readonly startEvents: readonly AuditEvent[];
  /** Called when a write in the background failed. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
};

type CountedEvent = { readonly event: AuditEvent; readonly first: Promise<void>; more: number };

export function createAuditRecorder({
  write,
  startEvents,
  onError,
  everyMs = 60_000,
}: RecorderOptions): AuditRecorder {
  let counted = new Map<string, CountedEvent>();

  const flush = async (): Promise<void> => {
    const all = [...counted.values()].filter(({ more }) => more > 0);
    counted = new Map();
    await Promise.all(all.map(({ event, more }) => write({ ...event, count: more })));
  };

  const recordAggregated = async (event: AuditEvent): Promise<void> => {
    const key = keyOf(event);
    const before = counted.get(key);
    if (before !== undefined) {
      before.more++;
      return before.first;
    }
    const first = write(event);
    counted.set(key, { event, first, more: 0 });
    try {
      await first;
    } catch (error) {
      if (counted.get(key)?.first === first) counted.delete(key);
      throw error;
    }
  };

  return {
    record: write,
    recordAggregated,
    recordAggregatedInBackground: (event) => void recordAggregated(event).catch(onError),
    recordInBackground: (event) => void write(event).catch(onError),
    component: {
      name: 'audit',
      start: async () => {
        for (const event of startEvents) await write(event);
        const timer = setInterval(() => void flush().catch(onError), everyMs);
        return {
          stop: async () => {
            clearInterval(timer);
            await flush();
            await write({ kind: AuditKind.STOPPED, actor: SERVICE_ACTOR });
          },
        };
      },
    },
  };
}

function keyOf({ kind, actor, outcome, releaseId }: AuditEvent): string {
  return `${kind} ${actorKey(actor)} ${outcome} ${releaseId}`;
}

function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'organisation':
      return String(actor.number);
    case 'operator':
    case 'authority':
    case 'officer':
    case 'other-service':
      return `${actor.kind} ${actor.id ?? ''}`;
    case 'service':
    case 'anonymous':
      return `(${actor.kind})`;
    default:
      return actor satisfies never;
  }
}
