import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { AddressStore } from './addresses.ts';
import { webhookBody } from './messages.ts';
import { type Channel, failed, type GivenUpReason, type SendOutcome } from './port.ts';
import type { DeliveryQueue, QueuedMessage } from './queue.ts';
import type { MailSender } from './send-mail.ts';
import type { WebhookSender } from './send-webhook.ts';

export type DeliveryOptions = {
  readonly queue: DeliveryQueue;
  readonly addresses: AddressStore;
  /** Undefined: the service sends no mail. */
  readonly mail: MailSender | undefined;
  readonly sendWebhook: WebhookSender;
  /** The link in every message. */
  readonly link: string;
  readonly everyMs: number;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
  readonly onGivenUp: (channel: Channel, reason: GivenUpReason) => void;
};

/** Sends due messages, one after the other. A stop waits for the message that is being sent. */
export function createDelivery(options: DeliveryOptions): Component {
  const { everyMs, log } = options;
  return repeatUntilStopped({
    name: 'delivery of messages',
    work: async () => ((await deliverNext(options)) ? 'more' : undefined),
    onError: (error) => log.warn('messages could not be delivered', { error }),
    everyMs,
  });
}

/** Returns false if no message is due. */
async function deliverNext(options: DeliveryOptions): Promise<boolean> {
  const { queue, addresses, now, log } = options;
  const message = queue.takeDue(now());
  if (message === undefined) return false;
  const { id, recipient, channel, attempts: attempt } = message;
  const outcome = await send(message, options);
  if (outcome === undefined || outcome.kind === 'sent') {
    queue.finish(id);
    if (outcome !== undefined) addresses.clearFailure(recipient, channel);
    return true;
  }
  const { failure: code, isFinal } = outcome;
  if (!isFinal && queue.retry(message, now())) {
    log.warn('a message could not be delivered: it is sent again later', { code, attempt });
    return true;
  }
  options.onGivenUp(channel, isFinal ? 'refused' : 'expired');
  addresses.recordFailure(recipient, channel, code, now());
  queue.finish(id);
  log.warn('a message was given up: its recipient sees the reason', { code, attempt });
  return true;
}

/** Undefined if the address was removed, or is encrypted with an earlier key. */
async function send(message: QueuedMessage, options: DeliveryOptions): Promise<SendOutcome | undefined> {
  const { id, recipient, channel, kind } = message;
  const { addresses, mail, sendWebhook, link, now } = options;
  const target = addresses.find(recipient);
  switch (channel) {
    case 'mail':
      if (target.mail === undefined) return undefined;
      return mail === undefined ? failed('not-allowed', true) : mail.send(target.mail, { id, kind, link });
    case 'webhook':
      if (target.webhook === undefined) return undefined;
      return sendWebhook(target.webhook, { id: `msg_${id}`, body: webhookBody(kind, link), nowMs: now() });
    default:
      return channel satisfies never;
  }
}
