import { AUDIENCES, SHARE_WITH } from '@waylight/contracts/audiences';
import { describe, expect, test } from 'vitest';
import { countsFor, mayRead } from './audiences.ts';

describe('audiences', () => {
  test('a release counts reports that are shared with its audience or a wider one', () => {
    expect(SHARE_WITH.filter((shareWith) => countsFor('partners', shareWith))).toEqual([
      'partners',
      'network',
      'authorities',
      'public',
    ]);
    expect(SHARE_WITH.filter((shareWith) => countsFor('public', shareWith))).toEqual(['public']);
  });

  test('no release counts reports that are shared only within an organisation or a country', () => {
    for (const audience of AUDIENCES) {
      expect(countsFor(audience, 'organisation')).toBe(false);
      expect(countsFor(audience, 'country')).toBe(false);
    }
  });

  test('readers may read releases for their audience or a wider one, never for a narrower one', () => {
    expect(mayRead('partners', 'public')).toBe(true);
    expect(mayRead('network', 'network')).toBe(true);
    expect(mayRead('network', 'partners')).toBe(false);
    expect(mayRead('public', 'authorities')).toBe(false);
  });
});
