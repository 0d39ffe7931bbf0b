import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { NodeCountry } from '@waylight/contracts';
import { RestoreJournalBatch, SealedRestoreJournalBatch } from '@waylight/contracts/operations';

/** Seals what a node says to itself, and opens what it said. */
export type JournalCipher = {
  /** A message of the topic. */
  encrypt(list: RestoreJournalBatch): Uint8Array;
  /** Undefined of what another key sealed, and of what is no such message. */
  decrypt(value: Uint8Array): RestoreJournalBatch | undefined;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
/** A list is filled up to a multiple of this: how long it is says little of how much was taken back. */
const BLOCK_BYTES = 1_024;

export function createJournalCipher(contentKey: Uint8Array, country: NodeCountry): JournalCipher {
  const key = Buffer.from(hkdfSync('sha256', contentKey, '', 'waylight/erasures/1', 32));
  const associatedData = Buffer.from(country);
  return {
    encrypt(message) {
      const list = RestoreJournalBatch.encode(message).finish();
      const blocks = Math.ceil((LENGTH_BYTES + list.length) / BLOCK_BYTES);
      const padded = Buffer.alloc(blocks * BLOCK_BYTES);
      padded.writeUInt32BE(list.length, 0);
      padded.set(list, LENGTH_BYTES);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData);
      const sealed = Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
      return SealedRestoreJournalBatch.encode({ ciphertext: sealed }).finish();
    },
    decrypt(value) {
      try {
        const bytes = SealedRestoreJournalBatch.decode(value).ciphertext;
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(
          associatedData,
        );
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
        const padded = Buffer.concat([decipher.update(text), decipher.final()]);
        const list = padded.subarray(LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE(0));
        return RestoreJournalBatch.decode(list);
      } catch {
        return undefined;
      }
    },
  };
}
