import { expect, it } from 'vitest';
import { AUDIENCES, audienceByNumber, audienceNumber, SHARE_WITH, sharedFromOf } from './audiences.ts';
import { ShareWith } from './incident.ts';
import { Audience } from './release.ts';

const namesOf = (codes: Readonly<Record<string, number>>) =>
  Object.entries(codes)
    .filter(([, number]) => number > 0)
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name.toLowerCase());

it('lists audiences and sharing like proto/, narrowest first', () => {
  expect(AUDIENCES).toEqual(namesOf(Audience));
  expect(SHARE_WITH).toEqual(namesOf(ShareWith));
});

it('converts each audience to its number and back', () => {
  for (const audience of AUDIENCES) {
    expect(audienceByNumber(audienceNumber(audience))).toBe(audience);
    expect(SHARE_WITH[sharedFromOf(audience) - 1]).toBe(audience);
  }
  expect([Audience.UNSPECIFIED, 9 as Audience].map(audienceByNumber)).toEqual([undefined, undefined]);
});
