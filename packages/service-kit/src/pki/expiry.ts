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

/** Days before expiry in which a certificate causes warnings. */
export const WARN_DAYS = 30;

export function daysLeft(validToMs: number, nowMs: number): number {
  return (validToMs - nowMs) / DAY_MS;
}

export type ExpiryOptions = {
  readonly log: Logger;
  readonly now?: () => number;
  /** Monotonic clock in milliseconds, for the time between two warnings. */
  readonly elapsed?: () => number;
};

/** `service`: the certificate of the service for its callers. `browser`: that for browsers. `kafka`: its credential for Kafka. */
export type CertificateHolder = 'service' | 'browser' | 'kafka';

export type SetCertificateExpiry = (holder: CertificateHolder, certificate: string) => void;

/** Creates the metric of when the service's certificates expire. */
export function createCertificateGauge(metrics: Metrics): SetCertificateExpiry {
  const gauge = metrics.gauge({
    name: 'waylight_certificate_expiry_timestamp_seconds',
    help: 'Time at which a certificate of this service expires. Afterwards nobody can connect with it.',
    labels: ['holder'],
  });
  return (holder, certificate) =>
    gauge.set(Date.parse(new X509Certificate(certificate).validTo) / 1_000, { holder });
}

/** Logs once a day that the service's own certificate expires soon, and sets its metric. */
export function watchCertificate({
  holder = 'service',
  tls,
  setExpiry,
  log,
  now = Date.now,
  elapsed = monotonicMs,
}: ExpiryOptions & {
  readonly holder?: CertificateHolder;
  readonly tls: TlsSource;
  readonly setExpiry: SetCertificateExpiry;
}): Component {
  const mayWarn = createThrottle(DAY_MS, elapsed);
  return repeatUntilStopped({
    name: 'own certificate',
    everyMs: CHECK_INTERVAL_MS,
    wake: { subscribe: tls.onChange, coalesceMs: 0 },
    onError: (error) => log.error('cannot read the own certificate', { error }),
    work: async () => {
      const { certificate } = tls.current();
      setExpiry(holder, certificate);
      const left = daysLeft(Date.parse(new X509Certificate(certificate).validTo), now());
      if (left > WARN_DAYS || !mayWarn('')) return undefined;
      if (left > 0)
        log.warn('the certificate of this service expires soon: renew it; no restart is needed', {
          daysLeft: Math.floor(left),
        });
      else log.error('the certificate of this service has expired: renew it; no restart is needed');
      return undefined;
    },
  });
}

/** Logs once a day for each caller that its certificate expires soon, because its owner may not notice. */
export function createCallerExpiryWarning({ log, now = Date.now, elapsed = monotonicMs }: ExpiryOptions) {
  const mayWarn = createThrottle(DAY_MS, elapsed);
  /** Call this only for callers in the registry. Otherwise invented ids would fill memory and log. */
  return ({ id, validToMs }: { readonly id: string; readonly validToMs: number }): void => {
    const left = daysLeft(validToMs, now());
    if (left > WARN_DAYS || !mayWarn(id)) return;
    log.warn('the certificate of a caller expires soon', { holder: id, daysLeft: Math.floor(left) });
  };
}
