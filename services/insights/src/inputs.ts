import { openRegistry } from '@waylight/access';
import { parseReleaseKeys, parseReleasePlan } from '@waylight/disclosure-control';
import type { EventLog } from '@waylight/event-log';
import {
  type BeforeCall,
  createLogger,
  createMetrics,
  type Logger,
  openTls,
  readJsonFile,
} from '@waylight/service-kit';
import type { ReleasedReader } from '@waylight/view-store';
import type { InsightsConfig } from './config.ts';
import type { WebhookNetwork } from './delivery/send-webhook.ts';
import { DEFAULT_LIMITS, type InsightsLimits } from './limits.ts';
import { openReleasedReader } from './open-released-reader.ts';
import { readSignInSettings } from './sign-in/sign-in.ts';
import { readDeliverySettings } from './watches/delivery-settings.ts';

/** A trial's example data while it loads. Weeks are loaded when their numbers are released. */
export type ExampleLoad = { readonly weeks: number; readonly ofWeeks: number; readonly secondsLeft: number };

export type InsightsOverrides = {
  /** Adds memory, handles and CPU of the process to the metrics. Only for a process that runs no other service. */
  readonly processMetrics?: boolean;
  readonly reader?: ReleasedReader;
  /** A log that the services of one process share. It stays open when this service stops. */
  readonly eventLog?: EventLog;
  readonly log?: Logger;
  readonly now?: () => number;
  readonly limits?: Partial<InsightsLimits>;
  /** The network of webhooks, if it is not the internet. */
  readonly webhookNetwork?: WebhookNetwork;
  /** Runs before each gRPC call. */
  readonly beforeCall?: BeforeCall | undefined;
  /** Returns undefined when everything is loaded. */
  readonly exampleLoad?: (() => ExampleLoad | undefined) | undefined;
};

export type Inputs = Awaited<ReturnType<typeof readInputs>>;

/** Reads everything that the configuration names: a wrong setting stops the process before the first part starts. */
export async function readInputs(config: InsightsConfig, overrides: InsightsOverrides) {
  const limits = { ...DEFAULT_LIMITS, ...overrides.limits };
  const log = overrides.log ?? createLogger({ service: 'insights', level: config.logLevel });
  const metrics = createMetrics({ service: 'insights', processMetrics: overrides.processMetrics });
  const tls = await openTls(config, { log });
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: `${config.auditFile}.registry.json`,
    log,
    metrics,
  });
  const { plan } = await readJsonFile(
    { variable: 'WAYLIGHT_RELEASE_PLAN_FILE', file: config.planFile },
    parseReleasePlan,
  );
  const { keys: releaseKeys } = await readJsonFile(
    { variable: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE', file: config.releaseKeysFile },
    parseReleaseKeys,
  );
  const releasedReader = overrides.reader ?? (await openReleasedReader(config, log));
  const signInSettings = await readSignInSettings(config, limits);
  const deliverySettings = await readDeliverySettings(config);
  return {
    config,
    overrides,
    limits,
    now: overrides.now ?? Date.now,
    log,
    metrics,
    tls,
    registry,
    plan,
    releaseKeys,
    releasedReader,
    signInSettings,
    deliverySettings,
  };
}
