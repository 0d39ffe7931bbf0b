import { AuditKind } from '@waylight/contracts/audit';
import type { Component } from '@waylight/service-kit';
import { type Actor, type AuditEvent, SERVICE_ACTOR } from '../chain/audit-event.ts';

export type AuditRecorder = {
  /** Durable when it resolves. */
  record(event: AuditEvent): Promise<void>;
  /**
   * Of what may come as often as somebody likes, reads and refusals: the first of its kind, party, outcome and release is written before this
   * resolves, and those that follow are counted and written once a minute. So nobody fills the disk by asking.
   */
  count(event: AuditEvent): Promise<void>;
  /** The same, for who has nothing to wait for. */
  countInBackground(event: AuditEvent): void;
  /** An entry of its own, as `record` writes it, for who has nothing to wait for. */
  recordInBackground(event: AuditEvent): void;
  /** Says in the audit when the service starts and stops. */
  readonly component: Component;
};

export type RecorderOptions = {
  /** Resolves when it is durable. */
  readonly write: (event: AuditEvent) => Promise<void>;
  /** What is written at the start beside the start itself. */
  readonly startEvents: readonly AuditEvent[];
  /** Something could not be written that nobody waits for. */
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

  const count = async (event: AuditEvent): Promise<void> => {
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
    count,
    countInBackground: (event) => void count(event).catch(onError),
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
