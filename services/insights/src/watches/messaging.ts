import { WATCHED_CHANGES_KEPT_MS, WATCHES_KEPT_MS } from '@waylight/contracts';
import { type Component, type Metrics, repeatUntilStopped } from '@waylight/service-kit';
import { resolveCaller } from '../accounts/session.ts';
import type { InsightsContext, ReaderAddresses } from '../context.ts';
import type { Database } from '../database/open-database.ts';
import { createAddressStore } from '../delivery/addresses.ts';
import { createDelivery, type DeliveryOptions } from '../delivery/deliver.ts';
import { CHANNELS, GIVEN_UP_REASONS } from '../delivery/port.ts';
import { createDeliveryQueue } from '../delivery/queue.ts';
import { createMailSender } from '../delivery/send-mail.ts';
import { createWebhookSender, INTERNET } from '../delivery/send-webhook.ts';
import type { Inputs } from '../inputs.ts';
import type { SignInSettings } from '../sign-in/sign-in.ts';
import { createEvaluation } from './evaluate-releases.ts';
import type { WatchStore } from './watch-store.ts';

/** Addresses of readers who sign in, and the components that compare releases with watches and send messages. */
type Messaging = ReaderAddresses & {
  readonly components: (context: InsightsContext) => readonly Component[];
  readonly close: () => void;
};

/** The page that messages link to. */
const INBOX_PATH = '/inbox';
/** Expired items cause no message, so the purge need not be punctual. */
const PURGE_INTERVAL_MS = 60_000;

type MessageMetrics = Pick<DeliveryOptions, 'onGivenUp'> & {
  /** Measures the messages that wait for another version. */
  readonly measureUnreadable: (count: () => number) => void;
};

/** Starts every series at 0, so that the first message that is given up is an increase. */
export function createMessageMetrics(metrics: Metrics): MessageMetrics {
  const givenUp = metrics.counter({
    name: 'waylight_insights_messages_given_up_total',
    help: 'Messages about watches that were not delivered: refused at once, or expired after three days of attempts.',
    labels: ['channel', 'outcome'],
  });
  for (const channel of CHANNELS)
    for (const outcome of GIVEN_UP_REASONS) givenUp.add(0, { channel, outcome });
  const unreadable = metrics.gauge({
    name: 'waylight_insights_unreadable_messages',
    help: 'Waiting messages about watches that this version cannot read. Another version sends them.',
  });
  return {
    onGivenUp: (channel, outcome) => givenUp.add(1, { channel, outcome }),
    measureUnreadable: (count) => metrics.beforeExpose(() => unreadable.set(count())),
  };
}

export function createMessaging(
  inputs: Inputs,
  { keys, origin }: SignInSettings,
  database: Database,
  { watches, metrics }: { readonly watches: WatchStore; readonly metrics: MessageMetrics },
): Messaging {
  const { deliverySettings, overrides, limits, now, log } = inputs;
  const addresses = createAddressStore(database, keys.addressKey);
  const queue = createDeliveryQueue(database);
  metrics.measureUnreadable(queue.countUnreadable);
  const count = queue.countUnreadable();
  // For operators without alerts.
  if (count > 0) log.error('messages of another version are set aside: install that version', { count });
  const { mail: mailSettings, webhookHosts } = deliverySettings;
  const mail = mailSettings && createMailSender(mailSettings);
  const forget = (person: string): void =>
    database.write(() => {
      watches.forget(person);
      addresses.forget(person);
    });
  const purge = async (): Promise<undefined> => {
    const inForce = inputs.registry.current();
    for (const { person, organisation: id, registryVersion, usedMs } of watches.watchers()) {
      const isActive = resolveCaller({ assignment: { role: 'analyst', id }, registryVersion }, inForce);
      if (isActive === undefined || usedMs <= now() - WATCHES_KEPT_MS) forget(person);
    }
    watches.purgeChanges(now() - WATCHED_CHANGES_KEPT_MS);
    queue.purge(now() - WATCHED_CHANGES_KEPT_MS);
    return undefined;
  };
  return {
    addresses,
    forget,
    components: (context) => [
      createEvaluation({
        ...{ context, watches, queue, everyMs: limits.watchesMs },
        onError: (error) => log.warn('releases could not be compared with watches', { error }),
      }),
      createDelivery({
        ...{ queue, addresses, mail, now, log, everyMs: limits.deliveryMs },
        onGivenUp: metrics.onGivenUp,
        sendWebhook: createWebhookSender(webhookHosts, overrides.webhookNetwork ?? INTERNET),
        link: `${origin}${INBOX_PATH}`,
      }),
      repeatUntilStopped({
        name: 'purge of watches',
        work: purge,
        onError: (error) => log.warn('expired watches could not be deleted', { error }),
        everyMs: PURGE_INTERVAL_MS,
        // A suspension ends watches for good, like sessions.
        wake: { subscribe: inputs.registry.onChange, coalesceMs: 0 },
      }),
    ],
    close: () => mail?.close(),
  };
}
