import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { NodeCountry } from '@waylight/contracts';
import { RestoreJournalBatch, SealedRestoreJournalBatch } from '@waylight/contracts/operations';

/** Encrypts the messages of the restore journal, which only the node that wrote them can read. */
export type JournalCipher = {
  /** Returns a message for the topic. */
  encrypt(batch: RestoreJournalBatch): Uint8Array;
  /** Returns undefined if another key encrypted the value, or if the value is not such a message. */
  decrypt(value: Uint8Array): RestoreJournalBatch | undefined;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
/**
 * Batches are padded to a multiple of this length, so that their length reveals little about the number of
 * retractions.
 */
const BLOCK_BYTES = 1_024;

export function createJournalCipher(contentKey: Uint8Array, country: NodeCountry): JournalCipher {
  const key = Buffer.from(hkdfSync('sha256', contentKey, '', 'waylight/erasures/1', 32));
  const associatedData = Buffer.from(country);
  return {
    encrypt(batch) {
      const encoded = RestoreJournalBatch.encode(batch).finish();
      const blocks = Math.ceil((LENGTH_BYTES + encoded.length) / BLOCK_BYTES);
      const padded = Buffer.alloc(blocks * BLOCK_BYTES);
      padded.writeUInt32BE(encoded.length, 0);
      padded.set(encoded, LENGTH_BYTES);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData);
      const ciphertext = Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
      return SealedRestoreJournalBatch.encode({ ciphertext }).finish();
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
        const encoded = padded.subarray(LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE(0));
        return RestoreJournalBatch.decode(encoded);
      } catch {
        return undefined;
      }
    },
  };
}
