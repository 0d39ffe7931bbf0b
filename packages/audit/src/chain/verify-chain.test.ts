import { AuditEntry, AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, type AuditEvent, encodeEntry } from './audit-event.ts';
import { type Chain, genesisHash, hashEntry, type Link, SALT_BYTES } from './chain.ts';
import { type KnownHead, verifyChain } from './verify-chain.ts';

/** Verifies a chain of which nothing was pruned, so that the time does not matter. */
const verify = (chain: Chain, links: readonly Link[], known: readonly KnownHead[] = []) =>
  verifyChain(chain, links, known, 0);

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

const actors: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant({ kind: 'service' } as const),
  fc.constant({ kind: 'anonymous' } as const),
  fc.record({ kind: fc.constant('organisation' as const), number: fc.integer({ min: 1, max: 16_000 }) }),
  fc.record({ kind: fc.constant('operator' as const), id: fc.stringMatching(/^[a-z][a-z0-9-]{1,10}$/) }),
);

const auditEvents: fc.Arbitrary<AuditEvent> = fc.record(
  {
    kind: fc.constantFrom(AuditKind.STARTED, AuditKind.REPORT_SUBMITTED, AuditKind.ACCESS_REFUSED),
    actor: actors,
    outcome: fc.constantFrom(AuditOutcome.DONE, AuditOutcome.PERMISSION_DENIED),
    count: fc.integer({ min: 1, max: 5_000 }),
    reference: bytes(16),
    ofImport: fc.boolean(),
  },
  { requiredKeys: ['kind', 'actor'] },
);

const chains: fc.Arbitrary<Chain> = fc.record({
  id: fc.constantFrom('node-MK', 'node-RS'),
  salt: bytes(SALT_BYTES),
});

function linked(chain: Chain, all: readonly AuditEvent[]): Link[] {
  let previous = genesisHash(chain);
  return all.map((event, i) => {
    const entry = encodeEntry(event, i + 1, 1_000 * i);
    previous = hashEntry(previous, chain, entry);
    return { entry, hash: previous };
  });
}

const linkedChain = (least: number) =>
  fc
    .tuple(chains, fc.array(auditEvents, { minLength: least, maxLength: 20 }), fc.nat(), fc.nat())
    .map(([chain, all, a, b]) => ({
      chain,
      all,
      links: linked(chain, all),
      at: a % all.length,
      other: b % all.length,
    }));

describe('a chain', () => {
  it('is valid against all of its heads', () => {
    fc.assert(
      fc.property(linkedChain(1), ({ chain, links }) => {
        const known = [{ hash: genesisHash(chain) }, ...links];
        expect(verify(chain, links, known)).toEqual({ entries: links.length, fault: undefined });
      }),
    );
  });

  it('reveals every changed bit of an entry or a hash, with its sequence', () => {
    fc.assert(
      fc.property(linkedChain(1), fc.boolean(), fc.nat(), ({ chain, links, at }, ofHash, bit) => {
        const changed = links.map(({ entry, hash }) => ({ entry: entry.slice(), hash: hash.slice() }));
        const target = ofHash ? changed[at]!.hash : changed[at]!.entry;
        target[(bit >> 3) % target.length]! ^= 1 << (bit & 7);
        const { fault } = verify(chain, changed);
        expect(fault).toMatchObject({ sequence: at + 1 });
      }),
    );
  });

  it('reveals a missing entry, with its sequence', () => {
    fc.assert(
      fc.property(linkedChain(2), ({ chain, links, at }) => {
        fc.pre(at < links.length - 1);
        expect(verify(chain, links.toSpliced(at, 1)).fault).toEqual({
          kind: 'missing',
          sequence: at + 1,
        });
      }),
    );
  });

  it('reveals swapped and duplicate entries', () => {
    fc.assert(
      fc.property(linkedChain(2), ({ chain, links, at, other }) => {
        fc.pre(at !== other);
        const swapped = links.with(at, links[other]!).with(other, links[at]!);
        expect(verify(chain, swapped).fault).toEqual({
          kind: 'reordered',
          sequence: Math.min(at, other) + 1,
        });
        const twice = links.toSpliced(at + 1, 0, links[at]!);
        expect(verify(chain, twice).fault).toEqual({ kind: 'reordered', sequence: at + 2 });
      }),
    );
  });

  it('is detected as truncated, because its published head is missing', () => {
    fc.assert(
      fc.property(linkedChain(1), ({ chain, links, at }) => {
        const cut = links.slice(0, at);
        expect(verify(chain, cut).fault).toBeUndefined();
        expect(verify(chain, cut, [links.at(-1)!]).fault).toEqual({ kind: 'forked' });
      }),
    );
  });

  it('with a changed entry and consistent hashes is detected by any later published head', () => {
    fc.assert(
      fc.property(linkedChain(1), auditEvents, ({ chain, all, links, at }, instead) => {
        const rewritten = linked(chain, all.with(at, instead));
        fc.pre(!Buffer.from(rewritten[at]!.entry).equals(links[at]!.entry));
        expect(verify(chain, rewritten).fault).toBeUndefined();
        for (const end of links.slice(at))
          expect(verify(chain, rewritten, [end]).fault).toEqual({ kind: 'forked' });
      }),
    );
  });

  it('is not valid with another name or salt', () => {
    fc.assert(
      fc.property(linkedChain(1), bytes(SALT_BYTES), ({ chain, links }, salt) => {
        expect(verify({ ...chain, id: 'node-XK' }, links).fault).toMatchObject({ kind: 'altered' });
        fc.pre(!Buffer.from(salt).equals(chain.salt));
        expect(verify({ ...chain, salt }, links).fault).toMatchObject({ kind: 'altered' });
      }),
    );
  });
});

describe('a hash', () => {
  it('cannot be computed from the previous hash and the entry without the salt', () => {
    fc.assert(
      fc.property(chains, bytes(SALT_BYTES), bytes(32), bytes(40), (chain, salt, previous, entry) => {
        fc.pre(!Buffer.from(salt).equals(chain.salt));
        expect(hashEntry(previous, { ...chain, salt }, entry)).not.toEqual(hashEntry(previous, chain, entry));
      }),
    );
  });
});

describe('an entry', () => {
  it('has only one encoding, and is decoded as it was encoded', () => {
    fc.assert(
      fc.property(auditEvents, fc.integer({ min: 1 }), fc.integer({ min: 0 }), (one, sequence, atMs) => {
        const entry = encodeEntry(one, sequence, atMs);
        const read = AuditEntry.decode(entry);
        expect(Buffer.from(AuditEntry.encode(read).finish())).toEqual(Buffer.from(entry));
        expect(read).toMatchObject({
          kind: one.kind,
          count: one.count ?? 1,
          at: BigInt(Math.floor(atMs / 1000)),
        });
      }),
    );
  });
});
