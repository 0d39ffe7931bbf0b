import { Layer, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { JournalledReport } from '@waylight/contracts/operations';
import { expect, it } from 'vitest';
import { createJournalCipher } from './journal-cipher.ts';

const batchOf = (reports: JournalledReport[]) => ({ reports, incarnation: Buffer.alloc(8, 1), sequence: 1 });
const key = new Uint8Array(32).fill(7);
const cipher = createJournalCipher(key, 'MK');
const retraction = (n: number): JournalledReport => ({
  reference: Buffer.alloc(16, n),
  revision: n,
  retracted: true,
  reason: RetractionReason.MISTAKE,
  shareWith: ShareWith.COUNTRY,
  cappedTo: undefined,
  cappedOnDay: 0,
  wasShared: false,
  occurredToDay: undefined,
  organisation: 5,
  layer: Layer.REPORTS,
  firstReceivedDay: 20_000,
  acceptedAtMs: 1_000n,
});

it('decrypts its own messages, but no message of another key or node, and no changed message', () => {
  const batch = batchOf([1, 2, 3].map(retraction));
  const value = cipher.encrypt(batch);
  expect(cipher.decrypt(value)).toMatchObject(batch);
  expect(createJournalCipher(new Uint8Array(32).fill(8), 'MK').decrypt(value)).toBeUndefined();
  expect(createJournalCipher(key, 'RS').decrypt(value)).toBeUndefined();
  const changed = Buffer.from(value);
  changed[100] = (changed[100] ?? 0) ^ 1;
  expect(cipher.decrypt(changed)).toBeUndefined();
  expect(cipher.decrypt(Buffer.from([0x0a, 0xff]))).toBeUndefined();
  expect(cipher.decrypt(new Uint8Array())).toBeUndefined();
});

it('produces messages of equal length for one report and for twenty, and never the same bytes twice', () => {
  const twenty = batchOf(Array.from({ length: 20 }, (_, n) => retraction(n + 1)));
  expect(cipher.encrypt(batchOf([retraction(1)])).length).toBe(cipher.encrypt(twenty).length);
  expect(cipher.encrypt(twenty)).not.toEqual(cipher.encrypt(twenty));
});
