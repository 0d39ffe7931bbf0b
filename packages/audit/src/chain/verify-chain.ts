import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import { type Chain, genesisHash, hashEntry, type Link } from './chain.ts';
import { isExpired } from './pruning.ts';

/** The first fault of a chain. `sequence` is that of the expected entry. */
export type ChainFault =
  | { readonly kind: 'altered' | 'missing' | 'reordered'; readonly sequence: number }
  /** Entries were pruned too early, or no entry records the pruning. `sequence` is that of the first entry left. */
  | { readonly kind: 'wrongly-pruned'; readonly sequence: number }
  /** The hashes of the chain are consistent, but published heads are missing. */
  | { readonly kind: 'forked' };

/** A published head of a chain, and the time at which the event log stored it. */
export type KnownHead = { readonly hash: Uint8Array; readonly publishedAtMs?: number };

/** Sequence of the first entry of a pruned chain, and the time of the last pruning. */
export type ChainStart = { readonly sequence: number; readonly prunedAtMs: number };

export type ChainVerdict = {
  readonly entries: number;
  readonly fault: ChainFault | undefined;
  /** Undefined if the chain was never pruned. */
  readonly start?: ChainStart;
};

export type ChainVerifier = {
  /** Adds the next link of the chain. */
  add(link: Link): void;
  finish(): ChainVerdict;
};

/** Tolerance between clocks of different machines. */
const MAX_CLOCK_SKEW_MS = 24 * 60 * 60 * 1000;

/**
 * Verifies a chain against its published heads. It takes one link at a time, so that a long chain need not be in memory. Only
 * published heads reveal a truncated end, or a chain that was replaced as a whole.
 *
 * The last pruning entry of a pruned chain must confirm the pruning, and its time must not be after `nowMs`. The first entry left
 * must have expired at the time of that pruning entry. Heads that the log stored before the first entry was written belong to
 * pruned entries.
 */
export function createChainVerifier(chain: Chain, known: Iterable<KnownHead>, nowMs: number): ChainVerifier {
  const { prunedTo } = chain;
  const missingHeads = latestPublications(known);
  const before = prunedTo?.sequence ?? 0;
  let entries = 0;
  let previous = prunedTo?.hash ?? genesisHash(chain);
  missingHeads.delete(hex(genesisHash(chain)));
  let fault: ChainFault | undefined;
  let first: AuditEntry | undefined;
  let lastPruning: AuditEntry | undefined;

  const check = (entry: Uint8Array, hash: Uint8Array, read: AuditEntry | undefined): void => {
    const sequence = before + entries;
    const found = Number(read?.sequence);
    if (read === undefined) fault = { kind: 'altered', sequence };
    else if (found > sequence) fault = { kind: 'missing', sequence };
    else if (found < sequence) fault = { kind: 'reordered', sequence };
    else if (!Buffer.from(hashEntry(previous, chain, entry)).equals(hash))
      fault = { kind: 'altered', sequence };
  };
  const isPruningValid = (): boolean => {
    if (prunedTo === undefined && lastPruning === undefined) return true;
    const recorded = lastPruning?.prunedTo;
    if (prunedTo === undefined || lastPruning === undefined || first === undefined || recorded === undefined)
      return false;
    const atMs = msOf(lastPruning);
    return (
      Number(recorded.sequence) === prunedTo.sequence &&
      recorded.hash.equals(prunedTo.hash) &&
      isExpired(msOf(first), atMs) &&
      atMs <= nowMs + MAX_CLOCK_SKEW_MS
    );
  };
  /** False for a head of entries that were pruned. */
  const isExpected = (publishedAtMs: number): boolean =>
    prunedTo === undefined || first === undefined || publishedAtMs >= msOf(first) + MAX_CLOCK_SKEW_MS;

  return {
    add({ entry, hash }) {
      entries++;
      const read = readEntry(entry);
      if (fault !== undefined) {
        // The entry that seemed to be missing comes later, so it was moved.
        if (fault.kind === 'missing' && fault.sequence === Number(read?.sequence))
          fault = { ...fault, kind: 'reordered' };
        return;
      }
      check(entry, hash, read);
      first ??= read;
      if (read?.kind === AuditKind.AUDIT_PRUNED) lastPruning = read;
      previous = hash;
      missingHeads.delete(hex(hash));
    },
    finish() {
      if (fault === undefined && !isPruningValid()) fault = { kind: 'wrongly-pruned', sequence: before + 1 };
      if (fault === undefined && [...missingHeads.values()].some(isExpected)) fault = { kind: 'forked' };
      const start =
        prunedTo === undefined || lastPruning === undefined
          ? {}
          : { start: { sequence: before + 1, prunedAtMs: msOf(lastPruning) } };
      return { entries, fault, ...start };
    },
  };
}

/** Verifies links that are all in memory. */
export function verifyChain(
  chain: Chain,
  links: Iterable<Link>,
  known: Iterable<KnownHead>,
  nowMs: number,
): ChainVerdict {
  const verifier = createChainVerifier(chain, known, nowMs);
  for (const link of links) verifier.add(link);
  return verifier.finish();
}

/** Maps each head to the time of its last publication. A head without a time must be in the chain, whatever was pruned. */
function latestPublications(known: Iterable<KnownHead>): Map<string, number> {
  const publications = new Map<string, number>();
  for (const { hash, publishedAtMs = Number.POSITIVE_INFINITY } of known)
    publications.set(hex(hash), Math.max(publishedAtMs, publications.get(hex(hash)) ?? 0));
  return publications;
}

function readEntry(entry: Uint8Array): AuditEntry | undefined {
  try {
    return AuditEntry.decode(entry);
  } catch {
    return undefined;
  }
}

const msOf = ({ at }: AuditEntry): number => 1_000 * Number(at);
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
