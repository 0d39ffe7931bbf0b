import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import { type Chain, genesisHash, hashEntry, type Link } from './chain.ts';
import { isExpired } from './pruning.ts';

/** What is wrong with a chain first. `sequence` is that of the entry that should have been there. */
export type ChainFault =
  | { readonly kind: 'altered' | 'missing' | 'reordered'; readonly sequence: number }
  /** Its front is gone, and that was not the time of what lay there, or no entry says so. `sequence` is that of the first one left. */
  | { readonly kind: 'wrongly-pruned'; readonly sequence: number }
  /** It holds together, and does not contain hashes that it once ended with. */
  | { readonly kind: 'forked' };

/** A hash that a chain is known to have ended with, and where the event log says so, when it took that. */
export type KnownHead = { readonly hash: Uint8Array; readonly publishedAtMs?: number };

/** Where a chain begins from which entries were removed, and when they last were. */
export type ChainStart = { readonly sequence: number; readonly prunedAtMs: number };

export type ChainVerdict = {
  readonly entries: number;
  readonly fault: ChainFault | undefined;
  /** Undefined where it has all its entries. */
  readonly start?: ChainStart;
};

export type ChainVerifier = {
  /** The next link, in the order in which the chain lies there. */
  add(link: Link): void;
  finish(): ChainVerdict;
};

/** By how much clocks of different machines may differ here. */
const MAX_CLOCK_SKEW_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a chain link by link, so that a long one need not be in memory, and holds it against hashes that it is known to have ended
 * with. What was cut off at the end, and a chain that was made anew as a whole, only these can tell.
 *
 * A chain that has lost its front must say so itself, in its last entry about a cut, at a time that is not still to come at `nowMs`; and
 * its first entry must have been old enough to go by then. Ends that the log took before that entry was written lay before it.
 */
export function createChainVerifier(chain: Chain, known: Iterable<KnownHead> = [], nowMs = 0): ChainVerifier {
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
    const said = lastPruning?.prunedTo;
    if (prunedTo === undefined || lastPruning === undefined || first === undefined || said === undefined)
      return false;
    const atMs = msOf(lastPruning);
    return (
      Number(said.sequence) === prunedTo.sequence &&
      said.hash.equals(prunedTo.hash) &&
      isExpired(msOf(first), atMs) &&
      atMs <= nowMs + MAX_CLOCK_SKEW_MS
    );
  };
  const isExpected = (publishedAtMs: number): boolean =>
    prunedTo === undefined || first === undefined || publishedAtMs >= msOf(first) + MAX_CLOCK_SKEW_MS;

  return {
    add({ entry, hash }) {
      entries++;
      const read = readEntry(entry);
      if (fault !== undefined) {
        // What seemed to be missing lies further on: it was moved.
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
      const begins =
        prunedTo === undefined || lastPruning === undefined
          ? {}
          : { start: { sequence: before + 1, prunedAtMs: msOf(lastPruning) } };
      return { entries, fault, ...begins };
    },
  };
}

/** The same over links that are all there. */
export function verifyChain(
  chain: Chain,
  links: Iterable<Link>,
  known: Iterable<KnownHead> = [],
  nowMs = 0,
): ChainVerdict {
  const check = createChainVerifier(chain, known, nowMs);
  for (const link of links) check.add(link);
  return check.finish();
}

/** When each end was last said, by its hash. One of which nobody says when is expected whatever was removed. */
function latestPublications(known: Iterable<KnownHead>): Map<string, number> {
  const said = new Map<string, number>();
  for (const { hash, publishedAtMs = Number.POSITIVE_INFINITY } of known)
    said.set(hex(hash), Math.max(publishedAtMs, said.get(hex(hash)) ?? 0));
  return said;
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
