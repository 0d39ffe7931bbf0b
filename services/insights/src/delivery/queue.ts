import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MESSAGE_KINDS, type MessageKind } from './messages.ts';
import { CHANNELS, type Channel, type DeliveryDatabase } from './port.ts';

/** Time after which a message is given up. */
export const GIVEN_UP_AFTER_MS = 3 * 86_400_000;
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 12 * 3_600_000;
/** A process that ended while it was sending had this long. */
const CLAIM_MS = 5 * 60_000;

export type QueuedMessage = {
  readonly id: string;
  readonly recipient: string;
  readonly channel: Channel;
  readonly kind: MessageKind;
  readonly attempts: number;
  readonly queuedMs: number;
};

export type DeliveryQueue = {
  /**
   * Queues a message for every address of a recipient. The same occasion is queued once, whatever happens in between. Runs within
   * a transaction of the caller.
   */
  readonly add: (recipient: string, kind: MessageKind, occasion: string, nowMs: number) => void;
  /** Claims a due message, so that no other process sends it at the same time. */
  readonly takeDue: (nowMs: number) => QueuedMessage | undefined;
  /** Number of waiting messages that this version cannot read. */
  readonly countUnreadable: () => number;
  /** Ends the message: it is sent, or given up. */
  readonly finish: (id: string) => void;
  /** Plans the next attempt. Returns false if there is none, because it was the last. */
  readonly retry: (message: QueuedMessage, nowMs: number, random?: () => number) => boolean;
  /** Deletes old messages. Until then they remain, so that none is queued twice. */
  readonly purge: (beforeMs: number) => void;
};

/**
 * Excludes messages of a kind or channel that this version does not know, for example after going back one version. They wait
 * for a version that knows them, and delay no other message.
 */
const IS_READABLE = `kind IN (${quote(MESSAGE_KINDS)}) AND channel IN (${quote(CHANNELS)})`;

const rowSchema = z.object({
  id: z.string(),
  recipient: z.instanceof(Uint8Array),
  channel: z.enum(CHANNELS),
  kind: z.enum(MESSAGE_KINDS),
  attempts: z.int(),
  queued_ms: z.int(),
});

export function createDeliveryQueue({ sqlite, write, translateErrors }: DeliveryDatabase): DeliveryQueue {
  // An endpoint that is gone gets no message until its owner saves it again.
  const selectChannels = sqlite.prepare(
    "SELECT channel FROM delivery_address WHERE recipient = ? AND failure IS NOT 'gone'",
  );
  const insert = sqlite.prepare(
    `INSERT OR IGNORE INTO delivery (id, recipient, channel, kind, queued_ms, attempts, next_ms)
     VALUES (:id, :recipient, :channel, :kind, :now, 0, :now)`,
  );
  const selectDue = sqlite.prepare(
    `SELECT id, recipient, channel, kind, attempts, queued_ms FROM delivery
      WHERE next_ms <= ? AND ${IS_READABLE} ORDER BY next_ms LIMIT 1`,
  );
  const selectUnreadable = sqlite.prepare(
    `SELECT count(*) AS count FROM delivery WHERE next_ms IS NOT NULL AND NOT (${IS_READABLE})`,
  );
  const claim = sqlite.prepare('UPDATE delivery SET next_ms = ?, attempts = attempts + 1 WHERE id = ?');
  const setNext = sqlite.prepare('UPDATE delivery SET next_ms = ? WHERE id = ?');
  const deleteOld = sqlite.prepare('DELETE FROM delivery WHERE queued_ms <= ?');
  return {
    add(recipient, kind, occasion, now) {
      const digest = Buffer.from(recipient, 'hex');
      for (const { channel } of selectChannels.all(digest)) {
        const id = createHash('sha256').update(JSON.stringify([recipient, channel, kind, occasion]));
        insert.run({
          id: id.digest('hex').slice(0, 32),
          recipient: digest,
          channel: String(channel),
          kind,
          now,
        });
      }
    },
    takeDue(nowMs) {
      // Reads first, so that most rounds take no lock.
      if (translateErrors(() => selectDue.get(nowMs)) === undefined) return undefined;
      return write(() => {
        const row = selectDue.get(nowMs);
        if (row === undefined) return undefined;
        const { recipient, attempts, queued_ms: queuedMs, ...rest } = rowSchema.parse(row);
        claim.run(nowMs + CLAIM_MS, rest.id);
        return {
          ...rest,
          recipient: Buffer.from(recipient).toString('hex'),
          attempts: attempts + 1,
          queuedMs,
        };
      });
    },
    countUnreadable: () => Number(translateErrors(() => selectUnreadable.get())?.count ?? 0),
    finish: (id) => write(() => void setNext.run(null, id)),
    retry({ id, attempts, queuedMs }, nowMs, random = Math.random) {
      const deadlineMs = queuedMs + GIVEN_UP_AFTER_MS;
      if (nowMs >= deadlineMs) return false;
      const fullMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 4 ** (attempts - 1));
      // The last attempt is at the deadline.
      const nextMs = Math.min(deadlineMs, nowMs + Math.ceil(fullMs * (0.5 + random() / 2)));
      write(() => setNext.run(nextMs, id));
      return true;
    },
    purge: (beforeMs) => write(() => void deleteOld.run(beforeMs)),
  };
}

function quote(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
