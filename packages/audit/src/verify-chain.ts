import { AuditEntry } from '@waylight/contracts/audit';
import { beginning, type Chain, hashAfter, type Link } from './chain.ts';

/** What is wrong with a chain first. `sequence` is that of the entry that should have been there. */
export type ChainFault =
  | { readonly kind: 'altered' | 'missing' | 'reordered'; readonly sequence: number }
  /** It holds together, and does not contain hashes that it once ended with. */
  | { readonly kind: 'rewritten' };

export type Verdict = { readonly entries: number; readonly fault: ChainFault | undefined };

export type ChainCheck = {
  /** The next link, in the order in which the chain lies there. */
  take(link: Link): void;
  end(): Verdict;
};

/**
 * Reads a chain link by link, so that a long one need not be in memory, and holds it against hashes that it is known to have ended
 * with. What was cut off at the end, and a chain that was made anew as a whole, only these can tell.
 */
export function checkChain(chain: Chain, known: Iterable<Uint8Array> = []): ChainCheck {
  const unseen = new Set([...known].map(hex));
  let entries = 0;
  let previous = beginning(chain);
  unseen.delete(hex(previous));
  let fault: ChainFault | undefined;

  return {
    take({ entry, hash }) {
      entries++;
      const sequence = sequenceOf(entry);
      if (fault !== undefined) {
        // What seemed to be missing lies further on: it was moved.
        if (fault.kind === 'missing' && fault.sequence === sequence) fault = { ...fault, kind: 'reordered' };
        return;
      }
      const expected = entries;
      if (sequence === undefined) fault = { kind: 'altered', sequence: expected };
      else if (sequence > expected) fault = { kind: 'missing', sequence: expected };
      else if (sequence < expected) fault = { kind: 'reordered', sequence: expected };
      else if (!Buffer.from(hashAfter(previous, chain, entry)).equals(hash))
        fault = { kind: 'altered', sequence: expected };
      previous = hash;
      unseen.delete(hex(hash));
    },
    end: () => ({ entries, fault: fault ?? (unseen.size > 0 ? { kind: 'rewritten' } : undefined) }),
  };
}

/** The same over links that are all there. */
export function verifyChain(chain: Chain, links: Iterable<Link>, known: Iterable<Uint8Array> = []): Verdict {
  const check = checkChain(chain, known);
  for (const link of links) check.take(link);
  return check.end();
}

function sequenceOf(entry: Uint8Array): number | undefined {
  try {
    return Number(AuditEntry.decode(entry).sequence);
  } catch {
    return undefined;
  }
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
