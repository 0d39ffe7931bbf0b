import { AuditKind } from '@waylight/contracts/audit';
import type { Component } from '@waylight/service-kit';
import { type Happening, type Party, SERVICE } from '../chain/entry.ts';

export type AuditRecorder = {
  /** Durable when it resolves. */
  record(happening: Happening): Promise<void>;
  /**
   * Of what may come as often as somebody likes, reads and refusals: the first of its kind, party, outcome and release is written before this
   * resolves, and those that follow are counted and written once a minute. So nobody fills the disk by asking.
   */
  count(happening: Happening): Promise<void>;
  /** The same, for who has nothing to wait for. */
  note(happening: Happening): void;
  /** An entry of its own, as `record` writes it, for who has nothing to wait for. */
  tell(happening: Happening): void;
  /** Says in the audit when the service starts and stops. */
  readonly component: Component;
};

export type RecorderOptions = {
  /** Resolves when it is durable. */
  readonly write: (happening: Happening) => Promise<void>;
  /** What is written at the start beside the start itself. */
  readonly atStart: readonly Happening[];
  /** Something could not be written that nobody waits for. */
  readonly failed: (error: unknown) => void;
  readonly everyMs?: number;
};

type Counted = { readonly happening: Happening; readonly first: Promise<void>; more: number };

export function createAuditRecorder({
  write,
  atStart,
  failed,
  everyMs = 60_000,
}: RecorderOptions): AuditRecorder {
  let counted = new Map<string, Counted>();

  const flush = async (): Promise<void> => {
    const all = [...counted.values()].filter(({ more }) => more > 0);
    counted = new Map();
    await Promise.all(all.map(({ happening, more }) => write({ ...happening, count: more })));
  };

  const count = async (happening: Happening): Promise<void> => {
    const key = keyOf(happening);
    const before = counted.get(key);
    if (before !== undefined) {
      before.more++;
      return before.first;
    }
    const first = write(happening);
    counted.set(key, { happening, first, more: 0 });
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
    note: (happening) => void count(happening).catch(failed),
    tell: (happening) => void write(happening).catch(failed),
    component: {
      name: 'audit',
      start: async () => {
        for (const happening of atStart) await write(happening);
        const timer = setInterval(() => void flush().catch(failed), everyMs);
        return {
          stop: async () => {
            clearInterval(timer);
            await flush();
            await write({ kind: AuditKind.STOPPED, by: SERVICE });
          },
        };
      },
    },
  };
}

function keyOf({ kind, by, outcome, releaseId }: Happening): string {
  return `${kind} ${partyKey(by)} ${outcome} ${releaseId}`;
}

function partyKey(by: Party): string {
  switch (by.kind) {
    case 'organisation':
      return String(by.number);
    case 'operator':
    case 'authority':
    case 'officer':
    case 'other-service':
      return `${by.kind} ${by.id ?? ''}`;
    case 'service':
    case 'nobody':
      return `(${by.kind})`;
    default:
      return by satisfies never;
  }
}
