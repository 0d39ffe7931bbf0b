import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LANGUAGES } from './messages.ts';
import { type Channel, type DeliveryDatabase, FAILURES, type Failure } from './port.ts';
import { seal, unseal } from './seal.ts';

const mailSchema = z.object({ address: z.string(), language: z.enum(LANGUAGES) });
const webhookSchema = z.object({ url: z.string(), secret: z.string() });

export type MailAddress = Readonly<z.infer<typeof mailSchema>>;
export type WebhookAddress = Readonly<z.infer<typeof webhookSchema>>;

export type Addresses = { readonly mail?: MailAddress; readonly webhook?: WebhookAddress };
/** The last message to a channel that was given up. */
export type LastFailure = { readonly channel: Channel; readonly failure: Failure; readonly atMs: number };

/** Mail addresses and webhooks of recipients, encrypted. A recipient is the keyed digest of an account, in hex. */
export type AddressStore = {
  readonly find: (recipient: string) => Addresses;
  readonly failures: (recipient: string) => readonly LastFailure[];
  readonly saveMail: (recipient: string, mail: MailAddress) => void;
  /** Returns the new secret for signatures. It is shown once. */
  readonly saveWebhook: (recipient: string, url: string) => string;
  /** Returns false if there was no address. Messages that wait for it are dropped. */
  readonly remove: (recipient: string, channel: Channel) => boolean;
  /** Deletes addresses, and the queue, of one recipient. Runs within a transaction of the caller. */
  readonly forget: (recipient: string) => void;
  readonly recordFailure: (recipient: string, channel: Channel, failure: Failure, nowMs: number) => void;
  readonly clearFailure: (recipient: string, channel: Channel) => void;
};

/** The prefix of secrets by Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;

const failureSchema = z.object({
  channel: z.enum(['mail', 'webhook']),
  failed_ms: z.int(),
  failure: z.enum(FAILURES),
});

export function createAddressStore(
  { sqlite, write, translateErrors }: DeliveryDatabase,
  key: Uint8Array,
): AddressStore {
  const selectAll = sqlite.prepare('SELECT channel, sealed FROM delivery_address WHERE recipient = ?');
  const selectFailures = sqlite.prepare(
    'SELECT channel, failed_ms, failure FROM delivery_address WHERE recipient = ? AND failed_ms IS NOT NULL',
  );
  const upsert = sqlite.prepare(
    `INSERT INTO delivery_address (recipient, channel, sealed) VALUES (?, ?, ?)
     ON CONFLICT (recipient, channel)
     DO UPDATE SET sealed = excluded.sealed, failed_ms = NULL, failure = NULL`,
  );
  const deleteOne = sqlite.prepare('DELETE FROM delivery_address WHERE recipient = ? AND channel = ?');
  const deleteWaiting = sqlite.prepare('DELETE FROM delivery WHERE recipient = ? AND channel = ?');
  const deleteAll = sqlite.prepare('DELETE FROM delivery_address WHERE recipient = ?');
  const deleteQueue = sqlite.prepare('DELETE FROM delivery WHERE recipient = ?');
  const updateFailure = sqlite.prepare(
    'UPDATE delivery_address SET failed_ms = ?, failure = ? WHERE recipient = ? AND channel = ?',
  );

  const digestOf = (recipient: string) => Buffer.from(recipient, 'hex');
  const boundTo = (recipient: string, channel: string) => Buffer.from(`${channel} ${recipient}`);
  const save = (recipient: string, channel: Channel, content: object) => {
    const sealed = seal(JSON.stringify(content), key, boundTo(recipient, channel));
    write(() => upsert.run(digestOf(recipient), channel, sealed));
  };
  return {
    find(recipient) {
      const rows = translateErrors(() => selectAll.all(digestOf(recipient)));
      const open = (channel: Channel): unknown => {
        const sealed = rows.find((row) => row.channel === channel)?.sealed;
        const text =
          sealed instanceof Uint8Array ? unseal(sealed, key, boundTo(recipient, channel)) : undefined;
        return text === undefined ? undefined : JSON.parse(text);
      };
      return {
        mail: mailSchema.optional().parse(open('mail')),
        webhook: webhookSchema.optional().parse(open('webhook')),
      };
    },
    failures: (recipient) =>
      translateErrors(() => selectFailures.all(digestOf(recipient))).map((row) => {
        const { failed_ms: atMs, ...rest } = failureSchema.parse(row);
        return { ...rest, atMs };
      }),
    saveMail: (recipient, mail) => save(recipient, 'mail', mail),
    saveWebhook(recipient, url) {
      const secret = `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
      save(recipient, 'webhook', { url, secret });
      return secret;
    },
    remove: (recipient, channel) =>
      write(() => {
        deleteWaiting.run(digestOf(recipient), channel);
        return deleteOne.run(digestOf(recipient), channel).changes === 1;
      }),
    forget(recipient) {
      deleteQueue.run(digestOf(recipient));
      deleteAll.run(digestOf(recipient));
    },
    recordFailure: (recipient, channel, failure, nowMs) =>
      write(() => void updateFailure.run(nowMs, failure, digestOf(recipient), channel)),
    clearFailure: (recipient, channel) =>
      write(() => void updateFailure.run(null, null, digestOf(recipient), channel)),
  };
}
