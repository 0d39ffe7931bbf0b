import { describe, expect, test } from 'vitest';
import {
  AUDIENCES,
  countsFor,
  mayRead,
  SHARE_WITH,
  sameOrWiderAudiences,
  widestAudienceOf,
} from './audiences.ts';

describe('audiences', () => {
  test('a release counts what is shared with its audience or more widely', () => {
    expect(SHARE_WITH.filter((shareWith) => countsFor('partners', shareWith))).toEqual([
      'partners',
      'network',
      'authorities',
      'public',
    ]);
    expect(SHARE_WITH.filter((shareWith) => countsFor('public', shareWith))).toEqual(['public']);
  });

  test('what stays with an organisation or a country is counted for nobody', () => {
    for (const audience of AUDIENCES) {
      expect(countsFor(audience, 'organisation')).toBe(false);
      expect(countsFor(audience, 'country')).toBe(false);
    }
    expect([widestAudienceOf('organisation'), widestAudienceOf('country')]).toEqual([undefined, undefined]);
  });

  test('the layers that an audience sums are those of the reports that it counts', () => {
    for (const audience of AUDIENCES) {
      for (const shareWith of SHARE_WITH) {
        const layer = widestAudienceOf(shareWith);
        expect(layer !== undefined && sameOrWiderAudiences(audience).includes(layer)).toBe(
          countsFor(audience, shareWith),
        );
      }
    }
  });

  test('a reader may read what is for its circle or a wider one, never for a narrower one', () => {
    expect(mayRead('partners', 'public')).toBe(true);
    expect(mayRead('network', 'network')).toBe(true);
    expect(mayRead('network', 'partners')).toBe(false);
    expect(mayRead('public', 'authorities')).toBe(false);
  });
});
