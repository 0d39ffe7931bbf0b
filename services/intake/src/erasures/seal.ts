import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { NodeCountry } from '@waylight/contracts';
import { ErasureList, SealedErasures } from '@waylight/contracts/operations';

/** Seals what a node says to itself, and opens what it said. */
export type Seal = {
  /** A message of the topic. */
  close(list: ErasureList): Uint8Array;
  /** Undefined of what another key sealed, and of what is no such message. */
  open(value: Uint8Array): ErasureList | undefined;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
/** A list is filled up to a multiple of this: how long it is says little of how much was taken back. */
const BLOCK_BYTES = 1_024;

export function createSeal(contentKey: Uint8Array, country: NodeCountry): Seal {
  const key = Buffer.from(hkdfSync('sha256', contentKey, '', 'waylight/erasures/1', 32));
  const party = Buffer.from(country);
  return {
    close(said) {
      const list = ErasureList.encode(said).finish();
      const blocks = Math.ceil((LENGTH_BYTES + list.length) / BLOCK_BYTES);
      const filled = Buffer.alloc(blocks * BLOCK_BYTES);
      filled.writeUInt32BE(list.length, 0);
      filled.set(list, LENGTH_BYTES);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(party);
      const sealed = Buffer.concat([nonce, cipher.update(filled), cipher.final(), cipher.getAuthTag()]);
      return SealedErasures.encode({ sealed }).finish();
    },
    open(value) {
      try {
        const bytes = SealedErasures.decode(value).sealed;
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(party);
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
        const filled = Buffer.concat([decipher.update(text), decipher.final()]);
        const list = filled.subarray(LENGTH_BYTES, LENGTH_BYTES + filled.readUInt32BE(0));
        return ErasureList.decode(list);
      } catch {
        return undefined;
      }
    },
  };
}
