import { expect, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createAuthority } from './authority.ts';
import { createCallerExpiryWarning, createCertificateGauge, watchCertificate } from './expiry.ts';
import { toTlsSource } from './live-tls.ts';

const DAY_MS = 86_400_000;
const START = new Date('2026-03-01T12:00:00Z');
const { certificate, key } = await createAuthority({ commonName: 'test', days: 100, now: START });

function logged() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { lines, log: createLogger({ service: 'test', level: 'debug', destination }) };
}

/** Returns log lines and metrics, the given number of days after the certificate was issued. */
async function after(days: number) {
  const { lines, log } = logged();
  const metrics = createMetrics({ service: 'test' });
  const now = () => START.getTime() + days * DAY_MS;
  const running = await watchCertificate({
    tls: toTlsSource({ ca: certificate, certificate, key }),
    setExpiry: createCertificateGauge(metrics),
    log,
    now,
  }).start(new AbortController().signal);
  await running.stop();
  const text = (await metrics.expose()).body;
  return {
    lines: lines.map(({ level, daysLeft }) => [level, daysLeft]),
    expiry: Number(
      /^waylight_certificate_expiry_timestamp_seconds\{.*holder="service".*\} (\S+)$/m.exec(text)?.[1],
    ),
  };
}

test('the service’s own certificate has a metric, warnings in its last 30 days, and an error after it expired', async () => {
  const expiry = START.getTime() / 1_000 + 100 * 86_400;
  expect(await after(69)).toEqual({ lines: [], expiry });
  expect(await after(70.5)).toEqual({ lines: [['warn', 29]], expiry });
  expect(await after(101)).toEqual({ lines: [['error', undefined]], expiry });
});

test('each caller whose certificate expires soon causes one log line a day, which contains only its id', () => {
  const { lines, log } = logged();
  let elapsedMs = 0;
  const warn = createCallerExpiryWarning({
    log,
    now: () => START.getTime() + elapsedMs,
    elapsed: () => elapsedMs,
  });
  const calls = (): void => {
    for (let i = 0; i < 5; i += 1)
      for (const [id, days] of [
        ['MYLA', 10],
        ['region', 29],
        ['AHC', 40],
      ] as const)
        warn({ id, validToMs: START.getTime() + days * DAY_MS });
  };
  calls();
  expect(lines.map(({ holder, daysLeft }) => [holder, daysLeft])).toEqual([
    ['MYLA', 10],
    ['region', 29],
  ]);
  expect(Object.keys(lines[0] ?? {}).sort()).toEqual([
    'daysLeft',
    'holder',
    'level',
    'msg',
    'service',
    'time',
  ]);
  elapsedMs = DAY_MS - 1;
  calls();
  expect(lines).toHaveLength(2);
  elapsedMs = DAY_MS;
  calls();
  expect(lines).toHaveLength(4);
});
