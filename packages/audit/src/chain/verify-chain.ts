import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import { beginning, type Chain, hashAfter, type Link } from './chain.ts';
import { isOver } from './cut.ts';

/** What is wrong with a chain first. `sequence` is that of the entry that should have been there. */
export type ChainFault =
  | { readonly kind: 'altered' | 'missing' | 'reordered'; readonly sequence: number }
  /** Its front is gone, and that was not the time of what lay there, or no entry says so. `sequence` is that of the first one left. */
  | { readonly kind: 'cut'; readonly sequence: number }
  /** It holds together, and does not contain hashes that it once ended with. */
  | { readonly kind: 'rewritten' };

/** A hash that a chain is known to have ended with, and where the event log says so, when it took that. */
export type KnownEnd = { readonly hash: Uint8Array; readonly saidAtMs?: number };

/** Where a chain begins from which entries were removed, and when they last were. */
export type Beginning = { readonly sequence: number; readonly cutAtMs: number };

export type Verdict = {
  readonly entries: number;
  readonly fault: ChainFault | undefined;
  /** Undefined where it has all its entries. */
  readonly beginning?: Beginning;
};

export type ChainCheck = {
  /** The next link, in the order in which the chain lies there. */
  take(link: Link): void;
  end(): Verdict;
};

/** By how much clocks of different machines may differ here. */
const CLOCKS_DIFFER_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a chain link by link, so that a long one need not be in memory, and holds it against hashes that it is known to have ended
 * with. What was cut off at the end, and a chain that was made anew as a whole, only these can tell.
 *
 * A chain that has lost its front must say so itself, in its last entry about a cut, at a time that is not still to come at `nowMs`; and
 * its first entry must have been old enough to go by then. Ends that the log took before that entry was written lay before it.
 */
export function checkChain(chain: Chain, known: Iterable<KnownEnd> = [], nowMs = 0): ChainCheck {
  const { cut } = chain;
  const unseen = latestSaid(known);
  const before = cut?.sequence ?? 0;
  let entries = 0;
  let previous = cut?.hash ?? beginning(chain);
  unseen.delete(hex(beginning(chain)));
  let fault: ChainFault | undefined;
  let first: AuditEntry | undefined;
  let lastCut: AuditEntry | undefined;

  const check = (entry: Uint8Array, hash: Uint8Array, read: AuditEntry | undefined): void => {
    const sequence = before + entries;
    const found = Number(read?.sequence);
    if (read === undefined) fault = { kind: 'altered', sequence };
    else if (found > sequence) fault = { kind: 'missing', sequence };
    else if (found < sequence) fault = { kind: 'reordered', sequence };
    else if (!Buffer.from(hashAfter(previous, chain, entry)).equals(hash))
      fault = { kind: 'altered', sequence };
  };
  const isCutRight = (): boolean => {
    if (cut === undefined && lastCut === undefined) return true;
    const said = lastCut?.cut;
    if (cut === undefined || lastCut === undefined || first === undefined || said === undefined) return false;
    const atMs = msOf(lastCut);
    return (
      Number(said.sequence) === cut.sequence &&
      said.hash.equals(cut.hash) &&
      isOver(msOf(first), atMs) &&
      atMs <= nowMs + CLOCKS_DIFFER_MS
    );
  };
  const isExpected = (saidAtMs: number): boolean =>
    cut === undefined || first === undefined || saidAtMs >= msOf(first) + CLOCKS_DIFFER_MS;

  return {
    take({ entry, hash }) {
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
      if (read?.kind === AuditKind.AUDIT_CUT) lastCut = read;
      previous = hash;
      unseen.delete(hex(hash));
    },
    end() {
      if (fault === undefined && !isCutRight()) fault = { kind: 'cut', sequence: before + 1 };
      if (fault === undefined && [...unseen.values()].some(isExpected)) fault = { kind: 'rewritten' };
      const begins =
        cut === undefined || lastCut === undefined
          ? {}
          : { beginning: { sequence: before + 1, cutAtMs: msOf(lastCut) } };
      return { entries, fault, ...begins };
    },
  };
}

/** The same over links that are all there. */
export function verifyChain(
  chain: Chain,
  links: Iterable<Link>,
  known: Iterable<KnownEnd> = [],
  nowMs = 0,
): Verdict {
  const check = checkChain(chain, known, nowMs);
  for (const link of links) check.take(link);
  return check.end();
}

/** When each end was last said, by its hash. One of which nobody says when is expected whatever was removed. */
function latestSaid(known: Iterable<KnownEnd>): Map<string, number> {
  const said = new Map<string, number>();
  for (const { hash, saidAtMs = Number.POSITIVE_INFINITY } of known)
    said.set(hex(hash), Math.max(saidAtMs, said.get(hex(hash)) ?? 0));
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
