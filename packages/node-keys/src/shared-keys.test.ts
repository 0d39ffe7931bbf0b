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
  const { referenceKeys } = sharing('MK');
  const [a = '', b = ''] = [referenceKeys.DRC, referenceKeys.MKRS];

  it('is short, does not depend on the order, and changes with each key and its name', () => {
    const fingerprint = fingerprintOf({ referenceKeys: { A: a, B: b } });
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(fingerprintOf({ referenceKeys: { B: b, A: a } })).toBe(fingerprint);
    const others: SharedKeys[] = [
      { referenceKeys: { A: b, B: a } },
      { referenceKeys: { A: a } },
      { referenceKeys: { A: a, C: b } },
    ];
    const distinct = new Set([fingerprint, ...others.map(fingerprintOf)]);
    expect(distinct.size).toBe(others.length + 1);
  });

  it('is one for what all six nodes share, and one for each organisation at fewer nodes', () => {
    const MK = sharing('MK');
    const { everywhere, organisations, missing } = fingerprintsOf(MK, ORGANISATIONS);
    expect(everywhere?.keys).toEqual(['DRC']);
    expect(organisations.map(({ keys }) => keys)).toEqual([['MKRS']]);
    expect(missing).toEqual([]);
    const merged = mergeSharedKeys(
      createNodeKeysFile('AL'),
      { referenceKeys: { DRC: MK.referenceKeys.DRC ?? '' } },
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
      missing: ['DRC', 'MKRS'],
    });
  });
});

describe('shared keys at another node', () => {
  const MK = sharing('MK');
  const shared = { referenceKeys: MK.referenceKeys };

  it('are added once, next to the keys of the node', () => {
    const RS = createNodeKeysFile('RS');
    const merged = mergeSharedKeys(RS, shared, ORGANISATIONS);
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    expect(merged.added).toEqual(['DRC', 'MKRS']);
    expect(merged.keys).toEqual({ ...RS, ...shared });
    expect(mergeSharedKeys(merged.keys, shared, ORGANISATIONS)).toMatchObject({ kind: 'merged', added: [] });
  });

  it('never replace other keys', () => {
    const RS = sharing('RS');
    const conflict = { kind: 'conflict', names: ['DRC', 'MKRS'] };
    expect(mergeSharedKeys(RS, shared, ORGANISATIONS)).toEqual(conflict);
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
