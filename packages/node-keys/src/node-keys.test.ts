import { describe, expect, it } from 'vitest';
import {
  addLocalKeys,
  addSharedKeys,
  createNodeKeys,
  createNodeKeysFile,
  parseNodeKeys,
} from './node-keys.ts';

const MYLA = { id: 'MYLA', countries: ['MK' as const] };
const DRC = { id: 'DRC', countries: ['MK' as const, 'RS' as const] };

describe('the keys of the nodes', () => {
  it('contain one reference key of an organisation for all its nodes, and a separate content key for each node', () => {
    const keys = createNodeKeys([MYLA, DRC]);
    expect(keys.MK.referenceKeys.DRC).toBe(keys.RS.referenceKeys.DRC);
    expect(keys.MK.referenceKeys.MYLA).not.toBe(keys.MK.referenceKeys.DRC);
    expect(keys.RS.referenceKeys.MYLA).toBeUndefined();
    expect(keys.MK.contentKey).not.toBe(keys.RS.contentKey);
  });

  it('stay the same when an organisation is added', () => {
    const before = createNodeKeys([MYLA]);
    const after = createNodeKeys([MYLA, DRC], before);
    expect(after.MK).toEqual({
      ...before.MK,
      referenceKeys: { ...before.MK.referenceKeys, DRC: expect.any(String) },
    });
  });

  it('are parsed, and are refused at another node or with a truncated key', () => {
    const { MK } = createNodeKeys([MYLA]);
    const read = parseNodeKeys(MK, 'MK');
    if ('problems' in read) throw new Error('the keys were refused');
    expect(read.keys.contentKey).toHaveLength(32);
    expect(read.keys.referenceKey('MYLA')).toHaveLength(32);
    expect(read.keys.referenceKey('DRC')).toBeUndefined();
    expect(parseNodeKeys(MK, 'RS')).toEqual({ problems: ['node: these are the keys of MK'] });
    const short = parseNodeKeys({ ...MK, contentKey: 'c2hvcnQ=' }, 'MK');
    expect(short).toEqual({ problems: ['contentKey: must be 32 bytes in base64'] });
  });

  it('are never quoted in problems, wherever they are in the file', () => {
    const { MK } = createNodeKeys([MYLA]);
    const hush = 'c2VjcmV0+/==';
    for (const wrong of [
      { ...MK, [hush]: hush },
      { ...MK, contentKey: hush },
      { ...MK, node: hush },
      { ...MK, referenceKeys: { [hush]: hush } },
      { ...MK, pepper: { [hush]: 1 } },
      hush,
    ]) {
      const read = parseNodeKeys(wrong, 'MK');
      if (!('problems' in read)) throw new Error('the keys were accepted');
      expect(read.problems.length).toBeGreaterThan(0);
      expect(read.problems.join()).not.toContain('c2VjcmV0');
    }
  });
});

/** As in a keys file of 0.4.0. */
const PEPPER = { epoch: 1, key: Buffer.alloc(32, 7).toString('base64') };

describe('the keys of one node', () => {
  it('are read from a file of 0.4.0, and keep its pepper when keys are added', () => {
    const read = parseNodeKeys({ ...createNodeKeysFile('MK'), pepper: PEPPER }, 'MK');
    if ('problems' in read) throw new Error(read.problems.join());
    expect(addSharedKeys(addLocalKeys(read.file, [MYLA]), [DRC])).toMatchObject({
      pepper: PEPPER,
      referenceKeys: { MYLA: expect.any(String), DRC: expect.any(String) },
    });
  });

  it('begin with a content key of its own', () => {
    const MK = createNodeKeysFile('MK');
    const read = parseNodeKeys(MK, 'MK');
    if ('problems' in read) throw new Error(read.problems.join());
    expect(MK.referenceKeys).toEqual({});
    expect(createNodeKeysFile('MK').contentKey).not.toBe(MK.contentKey);
  });

  it('get keys of organisations of only this country, and of several countries, from different functions', () => {
    const RSXK = { id: 'RSXK', countries: ['RS' as const, 'XK' as const] };
    const organisations = [MYLA, DRC, RSXK];
    const local = addLocalKeys(createNodeKeysFile('MK'), organisations);
    expect(Object.keys(local.referenceKeys)).toEqual(['MYLA']);
    const shared = addSharedKeys(local, organisations);
    expect(Object.keys(shared.referenceKeys)).toEqual(['MYLA', 'DRC']);
    expect(addSharedKeys(addLocalKeys(shared, organisations), organisations)).toEqual(shared);
  });
});
