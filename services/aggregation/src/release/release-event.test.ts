import { createPrivateKey, createPublicKey } from 'node:crypto';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience,
  checkExportedTable,
  checkSignature,
  codesOf,
  createReleaseSigner,
  DEFAULT_RELEASE_PLAN,
  drawLinkedTables,
  exportTable,
  ONE_TABLE_PLAN,
  releaseKeyOf,
  type TrueCell,
} from '@waylight/disclosure-control';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, it } from 'vitest';
import { releaseEventOf } from './release-event.ts';
import { createSigningKey } from './signing-key.ts';

const PLAN = ONE_TABLE_PLAN;
const TABLE = { ...PLAN.tables[0]!, alsoFor: ['network' as const] };
const DUE = { period: '2025-01', closesOn: 20_150 };
const RELEASE_AUDIENCES: readonly Audience[] = ['partners', 'network'];
const pem = createSigningKey();
const sign = createReleaseSigner(createPrivateKey(pem));
const listed = [releaseKeyOf(createPublicKey(pem), '2025-01-01')];

const cellsFor = (audience: Audience): TrueCell[] => [
  { row: 'MK', column: 'border', count: audience === 'partners' ? 13 : 4 },
  { row: 'RS', column: 'death', count: 7 },
];
/** Events of the period's draw. */
const events = (signer = sign, isTrial = false): ReleaseEvent[] =>
  drawLinkedTables({
    secret: releaseSecretBytes(),
    roundingBase: PLAN.base,
    linkedTables: [TABLE],
    period: DUE.period,
    cellsFor: (_, audience) => cellsFor(audience),
    componentPeriodsOf: () => [],
  }).map((one) => releaseEventOf(one, DUE, { plan: PLAN, isTrial, sign: signer }));

const bytesOf = (event: ReleaseEvent): string =>
  Buffer.from(ReleaseEvent.encode(event).finish()).toString('hex');

describe('the events of a closed period', () => {
  it('are signed for their audience, and verify as exported', () => {
    const signed = events();
    expect(signed).toHaveLength(2);
    for (const [n, event] of signed.entries()) {
      const audience = RELEASE_AUDIENCES[n]!;
      expect(checkSignature(exportTable(event, audience), listed).kind).toBe('verified');
      const other = RELEASE_AUDIENCES[1 - n]!;
      expect(checkSignature(exportTable(event, other), listed).kind).toBe('altered');
    }
    const [simulated] = events(sign, true);
    expect(exportTable(simulated!, 'partners').notices).toContain(TRIAL_NOTICE);
    const unmarked = exportTable({ ...simulated!, trial: false }, 'partners');
    expect(checkSignature(unmarked, listed).kind).toBe('altered');
    // `marginsAreSums` is covered by the signature.
    const [, part] = signed;
    const changed = exportTable({ ...part!, marginsAreSums: false }, 'network');
    expect(checkSignature(changed, listed).kind).toBe('altered');
  });

  it('have the same bytes in every draw, and the same numbers with another signing key', () => {
    const signed = events();
    expect(events().map(bytesOf)).toEqual(signed.map(bytesOf));
    const rotated = events(createReleaseSigner(createPrivateKey(createSigningKey())));
    const unsigned = (event: ReleaseEvent) => ({ ...event, signature: undefined, signingKeyId: '' });
    expect(rotated.map(unsigned)).toEqual(signed.map(unsigned));
    expect(rotated.map(bytesOf)).not.toEqual(signed.map(bytesOf));
  });

  it('contain signed sums of victims for the audience of the table only', () => {
    const linkedTables = DEFAULT_RELEASE_PLAN.tables
      .filter(({ id }) => ['region-year', 'country-year', 'country-groupsize-year'].includes(id))
      .map(({ partsOf: _, ...table }) => ({ ...table, alsoFor: ['network' as const] }));
    const [, countries, sizes] = linkedTables;
    const rows = [...codesOf(countries!.columns)];
    const released = drawLinkedTables({
      secret: releaseSecretBytes(),
      roundingBase: 5,
      linkedTables,
      period: '2025',
      cellsFor: ({ rows: line, columns }) =>
        rows.map((country, n) => ({
          row: line.dimension === 'country' ? country : 'all',
          column: { all: 'all', country, groupSize: 'two-to-four' }[columns.dimension] ?? '',
          count: 70 + n,
          victims: 3 * (70 + n),
        })),
      componentPeriodsOf: () => [],
    })
      .filter(({ table }) => table === sizes)
      .map((one) =>
        releaseEventOf(
          one,
          { period: '2025', closesOn: 20_500 },
          { plan: DEFAULT_RELEASE_PLAN, isTrial: false, sign },
        ),
      );
    const [own, wider] = released.map((event) => ReleaseEvent.decode(ReleaseEvent.encode(event).finish()));
    expect(wider?.victims).toBeUndefined();
    expect(own?.victims).toMatchObject({ roundingBase: 10, minIncidents: 60, notGiven: [] });
    own?.victims?.rows.forEach((value, n) => {
      expect(value % 10).toBe(0);
      expect(Math.abs(value - 3 * (70 + n))).toBeLessThan(10);
    });
    const exported = exportTable(own!, 'partners');
    expect(checkExportedTable(exported)).toEqual([]);
    expect(checkSignature(exported, listed).kind).toBe('verified');
    const changed = { ...own!, victims: { ...own!.victims!, total: own!.victims!.total + 10 } };
    expect(checkSignature(exportTable(changed, 'partners'), listed).kind).toBe('altered');
    expect(checkSignature(exportTable({ ...own!, victims: undefined }, 'partners'), listed).kind).toBe(
      'altered',
    );
  });
});
