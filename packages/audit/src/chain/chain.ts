import { createHash } from 'node:crypto';

/** What the hashes of a chain are made with. */
export type Chain = {
  /** Its name: a chain can't pass for another one. */
  readonly id: string;
  /**
   * 32 bytes, made by chance with the chain. Hashes leave the service, and without it who sees two of them could try out what happened in
   * between. It lies beside the chain: what makes a rewritten chain noticed is that its hashes were seen elsewhere, not that they were keyed.
   */
  readonly salt: Uint8Array;
  /** Where its front was removed: the last entry that went. A claim, which an entry of the chain has to say as well. */
  readonly prunedTo?: PrunePoint;
};

/** Up to which entry a chain was removed at its front. */
export type PrunePoint = { readonly sequence: number; readonly hash: Uint8Array };

/** An entry as it lies in a chain. */
export type Link = { readonly entry: Uint8Array; readonly hash: Uint8Array };

export const SALT_BYTES = 32;

/** What stands before the first entry. */
export function genesisHash({ id, salt }: Pick<Chain, 'id' | 'salt'>): Uint8Array {
  return createHash('sha256').update('waylight/audit/1').update(salt).update(id).digest();
}

/** The hash that an entry gets after another one; the two before the entry have 32 bytes each, so nothing runs together. */
export function hashEntry(previous: Uint8Array, { salt }: Chain, entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(salt).update(entry).digest();
}
