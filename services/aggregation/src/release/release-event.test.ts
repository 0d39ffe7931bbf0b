import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience,
  checkSignature,
  drawFamily,
  exportTable,
  ONE_TABLE_PLAN,
  releaseKeyOf,
  releaseSigner,
  type TrueCell,
} from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { releaseEventOf } from './release-event.ts';
import { createSigningKey } from './signing-key.ts';

const PLAN = ONE_TABLE_PLAN;
const TABLE = { ...PLAN.tables[0]!, alsoFor: ['network' as const] };
const DUE = { period: '2025-01', closesOn: 20_150 };
const CIRCLES: readonly Audience[] = ['partners', 'network'];
const pem = createSigningKey();
const sign = releaseSigner(createPrivateKey(pem));
const listed = [releaseKeyOf(createPublicKey(pem), '2025-01-01')];

const cellsFor = (audience: Audience): TrueCell[] => [
  { row: 'MK', column: 'border', count: audience === 'partners' ? 13 : 4 },
  { row: 'RS', column: 'death', count: 7 },
];
/** The events of the one draw of the period. */
const events = (signer = sign): ReleaseEvent[] =>
  drawFamily({
    ...{ secret: Buffer.alloc(32, 7), base: PLAN.base, family: [TABLE], period: DUE.period },
    cellsFor: (_, audience) => cellsFor(audience),
    partsOf: () => [],
  }).map((one) => releaseEventOf(one, DUE, { plan: PLAN, sign: signer }));

const bytesOf = (event: ReleaseEvent): string =>
  Buffer.from(ReleaseEvent.encode(event).finish()).toString('hex');

describe('the events of a closed period', () => {
  it('are each signed for their own circle, and verify as they are exported', () => {
    const made = events();
    expect(made).toHaveLength(2);
    for (const [n, event] of made.entries()) {
      const audience = CIRCLES[n]!;
      expect(checkSignature(exportTable(event, audience, ['a note']), listed).kind).toBe('verified');
      const other = CIRCLES[1 - n]!;
      expect(checkSignature(exportTable(event, other, []), listed).kind).toBe('altered');
    }
    // That totals are sums is no note that somebody may leave out.
    const [, part] = made;
    const unsaid = exportTable({ ...part!, marginsAreSums: false }, 'network', []);
    expect(checkSignature(unsaid, listed).kind).toBe('altered');
  });

  it('are the same bytes however often they are made, and the same numbers under another key', () => {
    const made = events();
    expect(events().map(bytesOf)).toEqual(made.map(bytesOf));
    const rotated = events(releaseSigner(createPrivateKey(createSigningKey())));
    const unsigned = (event: ReleaseEvent) => ({ ...event, signature: undefined, signingKeyId: '' });
    expect(rotated.map(unsigned)).toEqual(made.map(unsigned));
    expect(rotated.map(bytesOf)).not.toEqual(made.map(bytesOf));
  });

  it('are read in the form that they had before releases were signed', () => {
    const [event] = events();
    const before = ReleaseEvent.fromPartial({ ...event!, signature: Buffer.alloc(0), signingKeyId: '' });
    const read = ReleaseEvent.decode(ReleaseEvent.encode(before).finish());
    const table = exportTable(read, 'partners', []);
    expect(table.signature).toBeUndefined();
    expect(checkSignature(table, listed)).toEqual({ kind: 'unsigned' });
  });
});
