import { Layer } from '@waylight/contracts/incident';
import type { JournalledReport } from '@waylight/contracts/operations';
import { expect, it } from 'vitest';
import { createJournalCipher } from './journal-cipher.ts';

const listOf = (reports: JournalledReport[]) => ({ reports, incarnation: Buffer.alloc(8, 1), sequence: 1 });
const key = new Uint8Array(32).fill(7);
const seal = createJournalCipher(key, 'MK');
const erased = (n: number): JournalledReport => ({
  ...{ reference: Buffer.alloc(16, n), revision: n, retracted: true, reason: 3, shareWith: 2 },
  ...{ cappedTo: undefined, cappedOnDay: 0, wasShared: false, occurredToDay: undefined },
  ...{ organisation: 5, layer: Layer.REPORTS, firstReceivedDay: 20_000, acceptedAtMs: 1_000n },
});

it('opens what it has sealed, and nothing of another key, another node, or that was changed', () => {
  const said = listOf([1, 2, 3].map(erased));
  const value = seal.encrypt(said);
  expect(seal.decrypt(value)).toMatchObject({ ...said, reports: said.reports });
  expect(createJournalCipher(new Uint8Array(32).fill(8), 'MK').decrypt(value)).toBeUndefined();
  expect(createJournalCipher(key, 'RS').decrypt(value)).toBeUndefined();
  const changed = Buffer.from(value);
  changed[100] = (changed[100] ?? 0) ^ 1;
  expect(seal.decrypt(changed)).toBeUndefined();
  expect(seal.decrypt(Buffer.from([0x0a, 0xff]))).toBeUndefined();
  expect(seal.decrypt(new Uint8Array())).toBeUndefined();
});

it('is as long for one report as for twenty, and never the same twice', () => {
  const twenty = listOf(Array.from({ length: 20 }, (_, n) => erased(n + 1)));
  expect(seal.encrypt(listOf([erased(1)])).length).toBe(seal.encrypt(twenty).length);
  expect(seal.encrypt(twenty)).not.toEqual(seal.encrypt(twenty));
});
