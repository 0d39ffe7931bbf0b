import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { describe, expect, it } from 'vitest';
import {
  addSharedKeys,
  createNodeKeysFile,
  type KeyHolder,
  type NodeKeys,
  type SharedKeys,
} from './node-keys.ts';
import { fingerprintOf, fingerprintsOf, mergeSharedKeys } from './shared-keys.ts';

const holder = (id: string, ...countries: NodeCountry[]): KeyHolder => ({ id, countries });
const DRC = holder('DRC', ...NODE_COUNTRIES);
const MKRS = holder('MKRS', 'MK', 'RS');
const MYLA = holder('MYLA', 'MK');
const ORGANISATIONS = [DRC, MKRS, MYLA];

const sharing = (node: NodeCountry): NodeKeys => addSharedKeys(createNodeKeysFile(node), ORGANISATIONS);

describe('the fingerprint of shared keys', () => {
  const { pepper, referenceKeys } = sharing('MK');
  const [a = '', b = ''] = [referenceKeys.DRC, referenceKeys.MKRS];

  it('is short, does not depend on the order, and changes with each key and its name', () => {
    const fingerprint = fingerprintOf({ pepper, referenceKeys: { A: a, B: b } });
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(fingerprintOf({ pepper, referenceKeys: { B: b, A: a } })).toBe(fingerprint);
    const others: SharedKeys[] = [
      { pepper, referenceKeys: { A: b, B: a } },
      { pepper, referenceKeys: { A: a } },
      { pepper, referenceKeys: { A: a, C: b } },
      { referenceKeys: { A: a, B: b } },
      { pepper: pepper && { ...pepper, epoch: 2 }, referenceKeys: { A: a, B: b } },
    ];
    const distinct = new Set([fingerprint, ...others.map(fingerprintOf)]);
    expect(distinct.size).toBe(others.length + 1);
  });

  it('is one for what all six nodes share, and one for each organisation at fewer nodes', () => {
    const MK = sharing('MK');
    const { everywhere, organisations, missing } = fingerprintsOf(MK, ORGANISATIONS);
    expect(everywhere?.keys).toEqual(['pepper', 'DRC']);
    expect(organisations.map(({ keys }) => keys)).toEqual([['MKRS']]);
    expect(missing).toEqual([]);
    const merged = mergeSharedKeys(
      createNodeKeysFile('AL'),
      { pepper: MK.pepper, referenceKeys: { DRC: MK.referenceKeys.DRC ?? '' } },
      ORGANISATIONS,
    );
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    expect(fingerprintsOf(merged.keys, ORGANISATIONS)).toEqual({
      everywhere,
      organisations: [],
      missing: [],
    });
  });

  it('names the keys that a node lacks', () => {
    expect(fingerprintsOf(createNodeKeysFile('RS'), ORGANISATIONS)).toEqual({
      everywhere: undefined,
      organisations: [],
      missing: ['pepper', 'DRC', 'MKRS'],
    });
  });
});

describe('shared keys at another node', () => {
  const MK = sharing('MK');
  const shared = { pepper: MK.pepper, referenceKeys: MK.referenceKeys };

  it('are added once, next to the keys of the node', () => {
    const RS = createNodeKeysFile('RS');
    const merged = mergeSharedKeys(RS, shared, ORGANISATIONS);
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    expect(merged.added).toEqual(['pepper', 'DRC', 'MKRS']);
    expect(merged.keys).toEqual({ ...RS, ...shared });
    expect(mergeSharedKeys(merged.keys, shared, ORGANISATIONS)).toMatchObject({ kind: 'merged', added: [] });
  });

  it('never replace other keys', () => {
    const RS = sharing('RS');
    const conflict = { kind: 'conflict', names: ['pepper', 'DRC', 'MKRS'] };
    expect(mergeSharedKeys(RS, shared, ORGANISATIONS)).toEqual(conflict);
    const later = { ...RS, ...shared, pepper: MK.pepper && { ...MK.pepper, epoch: 2 } };
    expect(mergeSharedKeys(later, shared, ORGANISATIONS)).toEqual({ kind: 'conflict', names: ['pepper'] });
  });

  it.each([
    ['an organisation of one country', 'MYLA'],
    ['an organisation that is not in the registry', 'NEW'],
  ])('are refused with a key of %s', (_, id) => {
    const more = { ...shared, referenceKeys: { [id]: MK.contentKey } };
    for (const node of ['RS', 'MK'] as const)
      expect(mergeSharedKeys(createNodeKeysFile(node), more, ORGANISATIONS)).toEqual({
        kind: 'foreign',
        names: [id],
      });
  });
});
