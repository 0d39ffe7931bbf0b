import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallContext, createAuthority, RpcError, writeCredential } from '@waylight/service-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createExampleLoading, type ExampleLoading } from './example-loading.ts';

const DAYS = { firstDay: 20_000, lastDay: 20_000 + 60 * 7 };
let certs: string;
let nowMs: number;
let loading: ExampleLoading;

beforeEach(async () => {
  certs = await mkdtemp(join(tmpdir(), 'waylight-loading-'));
  await writeCredential(certs, 'ca', await createAuthority({ commonName: 'ca', days: 1, now: new Date() }));
  nowMs = 1_000;
  loading = createExampleLoading({ certs }, DAYS, () => nowMs);
});
afterEach(() => rm(certs, { recursive: true }));

const call = (fingerprint: string) => {
  const caller = {
    uri: 'waylight://organisation/A',
    kind: 'organisation',
    id: 'A',
    fingerprint,
    validToMs: 1e15,
  };
  return loading.beforeCall({ caller } as unknown as CallContext);
};

it('estimates the time left, first by the usual time, then by the time of the weeks that are loaded', () => {
  expect(loading.current()).toEqual({ weeks: 0, ofWeeks: 60, secondsLeft: 12 });
  nowMs += 5_000;
  expect(loading.current()).toEqual({ weeks: 0, ofWeeks: 60, secondsLeft: 7 });
  nowMs += 5_000;
  loading.releasedUntil(DAYS.firstDay + 30 * 7);
  // Half of the weeks took 10 seconds instead of 6.
  expect(loading.current()).toEqual({ weeks: 30, ofWeeks: 60, secondsLeft: 8 });
  nowMs += 60_000;
  expect(loading.current()).toEqual({ weeks: 30, ofWeeks: 60, secondsLeft: 1 });
  loading.end();
  expect(loading.current()).toBeUndefined();
});

it('refuses calls of everybody but its senders, with the time left, until its end', async () => {
  const { certificate } = await loading.credentialOf('A');
  expect(() => call(new X509Certificate(certificate).fingerprint256)).not.toThrow();
  const refusal = new RpcError('UNAVAILABLE', 'the example data is loading: 0 of 60 weeks are loaded', [
    { type: 'retryInfo', retryAfterMs: 12_000 },
  ]);
  expect(() => call('AA:BB')).toThrow(refusal);
  loading.end();
  expect(() => call('AA:BB')).not.toThrow();
});
