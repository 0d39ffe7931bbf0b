import { createHash } from 'node:crypto';

/** Parameters of a chain that its hashes depend on. */
export type Chain = {
  /** Name of the chain. Hashes contain it, so that one chain cannot replace another. */
  readonly id: string;
  /**
   * 32 random bytes. Hashes are published. Without a salt, an attacker who sees two hashes could guess the entries between them.
   * The salt need not be secret from those who can edit the chain: a forked chain is detected by its published hashes, not by a
   * key. So the salt is stored with the chain.
   */
  readonly salt: Uint8Array;
  /** The last entry that was pruned. This is only a claim, which an entry of the chain must confirm. */
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

/**
 * Hashes an entry together with the hash of the previous entry. Salt and previous hash have 32 bytes each, so the input is
 * unambiguous.
 */
export function hashEntry(previous: Uint8Array, { salt }: Chain, entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(salt).update(entry).digest();
}
