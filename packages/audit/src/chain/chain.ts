import { createHash } from 'node:crypto';

/** Parameters of the hashes of a chain. */
export type Chain = {
  /** Its name, so that a chain cannot replace another one. */
  readonly id: string;
  /**
   * 32 random bytes. Hashes leave the service: without a salt, an attacker who sees two of them could guess the entries between. It is
   * stored beside the chain: a forked chain is detected by its published hashes, not by a key.
   */
  readonly salt: Uint8Array;
  /** The last entry that was pruned. A claim, which an entry of the chain must confirm. */
  readonly prunedTo?: PrunePoint;
};

/** The last pruned entry of a chain. */
export type PrunePoint = { readonly sequence: number; readonly hash: Uint8Array };

/** An entry with its hash. */
export type Link = { readonly entry: Uint8Array; readonly hash: Uint8Array };

export const SALT_BYTES = 32;

/** Hash before the first entry. */
export function genesisHash({ id, salt }: Pick<Chain, 'id' | 'salt'>): Uint8Array {
  return createHash('sha256').update('waylight/audit/1').update(salt).update(id).digest();
}

/** Hashes an entry after a previous one. The first two parts have 32 bytes each, so the input is unambiguous. */
export function hashEntry(previous: Uint8Array, { salt }: Chain, entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(salt).update(entry).digest();
}
