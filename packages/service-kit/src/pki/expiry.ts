import { X509Certificate } from 'node:crypto';
import type { Component } from '../lifecycle/components.ts';
import { repeatUntilStopped } from '../lifecycle/repeat.ts';
import type { Logger } from '../log/logger.ts';
import { createThrottle } from '../log/throttle.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { monotonicMs } from '../monotonic.ts';
import type { TlsSource } from './live-tls.ts';

const DAY_MS = 86_400_000;
const CHECK_INTERVAL_MS = 3_600_000;

/** From when on a certificate that ends is worth a warning. */
export const WARN_DAYS = 30;

export function daysLeft(validToMs: number, nowMs: number): number {
  return (validToMs - nowMs) / DAY_MS;
}

export type ExpiryOptions = {
  readonly log: Logger;
  readonly now?: () => number;
  /** What days between two warnings are measured by. */
  readonly elapsed?: () => number;
};

/** Tells how long a service's own certificate still holds: as a metric, and in the log once a day when it is little. */
export function watchCertificate({
  tls,
  metrics,
  log,
  now = Date.now,
  elapsed = monotonicMs,
}: ExpiryOptions & { readonly tls: TlsSource; readonly metrics: Metrics }): Component {
  const gauge = metrics.gauge({
    name: 'waylight_certificate_days_left',
    help: 'Days until the certificate that this service shows ends; below 0 nobody can connect.',
  });
  const mayWarn = createThrottle(DAY_MS, elapsed);
  return repeatUntilStopped({
    name: 'own certificate',
    everyMs: CHECK_INTERVAL_MS,
    wake: { subscribe: tls.onChange, coalesceMs: 0 },
    onError: (error) => log.error('looking at the own certificate failed unexpectedly', { error }),
    work: async () => {
      const { validTo } = new X509Certificate(tls.current().certificate);
      const left = daysLeft(Date.parse(validTo), now());
      gauge.set(left);
      if (left > WARN_DAYS || !mayWarn('')) return undefined;
      if (left > 0)
        log.warn('the certificate of this service ends soon: renew it, and the new one is taken by itself', {
          daysLeft: Math.floor(left),
        });
      else
        log.error('the certificate of this service has ended: renew it, and the new one is taken by itself');
      return undefined;
    },
  });
}

/** Says once a day of each caller that its certificate ends soon: whoever holds it may not look. */
export function createCallerExpiryWarning({ log, now = Date.now, elapsed = monotonicMs }: ExpiryOptions) {
  const mayWarn = createThrottle(DAY_MS, elapsed);
  /** Only of callers whom the registry knows: ids that anybody could make up would fill memory and log. */
  return ({ id, validToMs }: { readonly id: string; readonly validToMs: number }): void => {
    const left = daysLeft(validToMs, now());
    if (left > WARN_DAYS || !mayWarn(id)) return;
    log.warn('the certificate of a caller ends soon', { holder: id, daysLeft: Math.floor(left) });
  };
}
