import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEvent, encodeEntry, SERVICE_ACTOR } from './audit-event.ts';
import { type Chain, genesisHash, hashEntry, type Link, type PrunePoint } from './chain.ts';
import { findPrunePoint } from './pruning.ts';
import { type KnownHead, verifyChain } from './verify-chain.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2031-06-15T12:00:00Z');
/** All entries of this day or earlier days have expired now. */
const LAST_EXPIRED_MS = Date.parse('2026-06-15T23:59:59Z');
const SOMETHING: AuditEvent = { kind: AuditKind.AUDIT_READ, actor: SERVICE_ACTOR };

type Numbered = Link & { readonly sequence: number };

class Writer {
  readonly chain: Chain = { id: 'node-MK', salt: new Uint8Array(32).fill(7) };
  readonly links: Numbered[] = [];

  write(event: AuditEvent, atMs: number): void {
    const sequence = this.links.length + 1;
    const entry = encodeEntry(event, sequence, atMs);
    const hash = hashEntry(this.links.at(-1)?.hash ?? genesisHash(this.chain), this.chain, entry);
    this.links.push({ sequence, entry, hash });
  }

  recordPruning(prunePoint: PrunePoint, atMs = NOW_MS): void {
    this.write({ kind: AuditKind.AUDIT_PRUNED, actor: SERVICE_ACTOR, prunedTo: prunePoint }, atMs);
  }

  prunePointAfter(sequence: number): PrunePoint {
    return { sequence, hash: this.links[sequence - 1]!.hash };
  }

  /** Returns the chain and the links that remain after this pruning. */
  after(prunePoint: PrunePoint): [Chain, Numbered[]] {
    return [{ ...this.chain, prunedTo: prunePoint }, this.links.slice(prunePoint.sequence)];
  }
}

/** Creates a chain of more than five years. Returns it with the number of its expired entries. */
const longChain = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 400 * DAY_MS }), { minLength: 2, maxLength: 12 }),
    fc.array(fc.integer({ min: 1_000, max: 1_700 * DAY_MS }), { minLength: 1, maxLength: 12 }),
  )
  .map(([before, after]) => {
    const writer = new Writer();
    for (const ms of before.toSorted((a, b) => b - a)) writer.write(SOMETHING, LAST_EXPIRED_MS - ms);
    for (const ms of after.toSorted((a, b) => a - b)) writer.write(SOMETHING, LAST_EXPIRED_MS + ms);
    return { writer, expired: before.length };
  });

const verdict = (chain: Chain, links: readonly Link[], known: readonly KnownHead[] = [], nowMs = NOW_MS) =>
  verifyChain(chain, links, known, nowMs);

describe('the prune point of a chain', () => {
  it('is before the youngest expired entry', () => {
    fc.assert(
      fc.property(longChain, ({ writer, expired }) => {
        expect(findPrunePoint(writer.links, NOW_MS)).toEqual(writer.prunePointAfter(expired - 1));
      }),
    );
  });

  it('is undefined if at most one entry has expired', () => {
    const writer = new Writer();
    expect(findPrunePoint([], NOW_MS)).toBeUndefined();
    writer.write(SOMETHING, LAST_EXPIRED_MS + 1_000);
    expect(findPrunePoint(writer.links, NOW_MS)).toBeUndefined();
    const other = new Writer();
    other.write(SOMETHING, LAST_EXPIRED_MS);
    expect(findPrunePoint(other.links, NOW_MS)).toBeUndefined();
  });

  it('ignores expired entries after an unexpired one, which appear if a clock was set back', () => {
    fc.assert(
      fc.property(longChain, ({ writer, expired }) => {
        writer.write(SOMETHING, 0);
        writer.write(SOMETHING, NOW_MS);
        expect(findPrunePoint(writer.links, NOW_MS)).toEqual(writer.prunePointAfter(expired - 1));
      }),
    );
  });
});

describe('a correctly pruned chain', () => {
  it('is valid; the verdict states its first entry, and later heads match', () => {
    fc.assert(
      fc.property(longChain, ({ writer, expired }) => {
        const prunePoint = writer.prunePointAfter(expired - 1);
        writer.recordPruning(prunePoint);
        const [chain, links] = writer.after(prunePoint);
        expect(verdict(chain, links, links)).toEqual({
          entries: links.length,
          fault: undefined,
          start: { sequence: expired, prunedAtMs: NOW_MS },
        });
      }),
    );
  });

  it('can be pruned further, any number of times', () => {
    fc.assert(
      fc.property(longChain, fc.integer({ min: 1, max: 3 }), ({ writer, expired }, step) => {
        let prunePoint = writer.prunePointAfter(1);
        for (let to = 1; to < expired; to += step) {
          prunePoint = writer.prunePointAfter(to);
          writer.recordPruning(prunePoint);
        }
        expect(verdict(...writer.after(prunePoint)).fault).toBeUndefined();
      }),
    );
  });

  it('ignores published heads that are older than its first entry, if their times are known', () => {
    fc.assert(
      fc.property(longChain, ({ writer, expired }) => {
        const prunePoint = writer.prunePointAfter(expired - 1);
        writer.recordPruning(prunePoint);
        const [chain, links] = writer.after(prunePoint);
        const first = 1_000 * Number(AuditEntry.decode(links[0]!.entry).at);
        const pruned = writer.links.slice(0, expired - 1);
        const known = pruned.map(({ hash }) => ({ hash, publishedAtMs: first - 1 }));
        expect(verdict(chain, links, known).fault).toBeUndefined();
        const later = pruned.map(({ hash }) => ({ hash, publishedAtMs: first + 2 * DAY_MS }));
        expect(verdict(chain, links, later).fault).toEqual({ kind: 'forked' });
        expect(verdict(chain, links, pruned).fault).toEqual({ kind: 'forked' });
      }),
    );
  });

  it('reveals every changed bit and every missing entry after its start', () => {
    fc.assert(
      fc.property(longChain, fc.nat(), fc.nat(), ({ writer, expired }, a, bit) => {
        const prunePoint = writer.prunePointAfter(expired - 1);
        writer.recordPruning(prunePoint);
        const [chain, links] = writer.after(prunePoint);
        const at = a % links.length;
        const entry = new Uint8Array(links[at]!.entry);
        entry[(bit >> 3) % entry.length]! ^= 1 << (bit & 7);
        const changed = verdict(chain, links.with(at, { ...links[at]!, entry }));
        expect(changed.fault).toMatchObject({ sequence: prunePoint.sequence + at + 1 });
        if (at < links.length - 1)
          expect(verdict(chain, links.toSpliced(at, 1)).fault).toEqual({
            kind: 'missing',
            sequence: prunePoint.sequence + at + 1,
          });
        const hash = new Uint8Array(prunePoint.hash);
        hash[bit % hash.length]! ^= 1;
        expect(verdict({ ...chain, prunedTo: { ...prunePoint, hash } }, links).fault).toMatchObject({
          kind: 'altered',
        });
      }),
    );
  });
});

describe('a wrong pruning', () => {
  it('is detected if no entry records it, wherever the chain was cut', () => {
    fc.assert(
      fc.property(longChain, fc.nat(), ({ writer, expired }, a) => {
        const prunePoint = writer.prunePointAfter(1 + (a % (writer.links.length - 1)));
        const fault = { kind: 'wrongly-pruned', sequence: prunePoint.sequence + 1 };
        expect(verdict(...writer.after(prunePoint)).fault).toEqual(fault);
        const other = writer.prunePointAfter(prunePoint.sequence === 1 ? expired : prunePoint.sequence - 1);
        writer.recordPruning(other);
        expect(verdict(...writer.after(prunePoint)).fault).toEqual(fault);
      }),
    );
  });

  it('is detected if its entry contains another hash', () => {
    fc.assert(
      fc.property(longChain, fc.nat(), ({ writer, expired }, bit) => {
        const prunePoint = writer.prunePointAfter(expired - 1);
        const hash = new Uint8Array(prunePoint.hash);
        hash[bit % hash.length]! ^= 1;
        writer.recordPruning({ ...prunePoint, hash });
        expect(verdict(...writer.after(prunePoint)).fault).toEqual({
          kind: 'wrongly-pruned',
          sequence: expired,
        });
      }),
    );
  });

  it('is detected if it removed the last expired entry too, even if an entry records it', () => {
    fc.assert(
      fc.property(longChain, fc.nat(), ({ writer, expired }, a) => {
        const young = writer.links.length - expired;
        const prunePoint = writer.prunePointAfter(expired + (a % young));
        writer.recordPruning(prunePoint);
        expect(verdict(...writer.after(prunePoint)).fault).toEqual({
          kind: 'wrongly-pruned',
          sequence: prunePoint.sequence + 1,
        });
      }),
    );
  });

  it('is detected if its entry has a future time', () => {
    fc.assert(
      fc.property(longChain, fc.integer({ min: 2, max: 2_000 }), ({ writer, expired }, days) => {
        const prunePoint = writer.prunePointAfter(expired);
        writer.recordPruning(prunePoint, NOW_MS + days * DAY_MS);
        expect(verdict(...writer.after(prunePoint)).fault).toEqual({
          kind: 'wrongly-pruned',
          sequence: expired + 1,
        });
      }),
    );
  });

  it('is detected if the chain starts at another point than the last pruning entry states', () => {
    const writer = new Writer();
    for (let i = 0; i < 5; i++) writer.write(SOMETHING, LAST_EXPIRED_MS - 1_000 * (5 - i));
    writer.recordPruning(writer.prunePointAfter(2));
    writer.recordPruning(writer.prunePointAfter(3));
    expect(verdict(...writer.after(writer.prunePointAfter(3))).fault).toBeUndefined();
    expect(verdict(...writer.after(writer.prunePointAfter(2))).fault).toEqual({
      kind: 'wrongly-pruned',
      sequence: 3,
    });
    expect(verdict(writer.chain, writer.links).fault).toEqual({ kind: 'wrongly-pruned', sequence: 1 });
  });
});
