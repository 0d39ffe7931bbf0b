import { isoDay } from '@waylight/calendar';
import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Consent } from '@waylight/contracts/intake';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCap,
  decideNarrowing,
  type Narrowing,
  type SharedCurrent,
  type SharingCap,
  stricterCap,
} from './decide-narrowing.ts';

const { ORGANISATION, COUNTRY, PARTNERS, NETWORK, PUBLIC } = ShareWith;
const shared = (shareWith: ShareWith, over: Partial<SharedCurrent> = {}): SharedCurrent => ({
  revision: 3,
  digest: 'A',
  retracted: false,
  layer: Layer.REPORTS,
  shareWith,
  ...over,
});
const narrow = (to: ShareWith, base = 0): Narrowing => ({ kind: 'narrow', base, to });
const refused = (code: string, message: RegExp) => ({
  kind: 'refuse',
  code,
  message: expect.stringMatching(message),
});
const accepted = { kind: 'accept', revision: 4, change: 'sharing' };
const unchanged = { kind: 'unchanged' };
const TODAY = 20_500;
const consent = (givenOn: string, basis = 'consent'): Consent => ({
  basis,
  scope: 'public',
  givenOn,
  givenBy: 'person',
  linkage: 'unknown',
});
const capped = (to: ShareWith, onDay = TODAY) => ({ cap: { to, onDay } });

describe.each<[rule: string, given: SharedCurrent | undefined, when: Narrowing, then: unknown]>([
  ['a missing report is not found', undefined, narrow(COUNTRY), refused('NOT_FOUND', /no such report/)],
  ['narrowing the current revision makes a new revision', shared(NETWORK), narrow(COUNTRY), accepted],
  [
    'narrowing the current revision by its number makes a new revision',
    shared(NETWORK),
    narrow(COUNTRY, 3),
    accepted,
  ],
  ['narrowing an older base is stale', shared(NETWORK), narrow(COUNTRY, 2), refused('ABORTED', /revision 3/)],
  ['narrowing a future base is stale', shared(COUNTRY), narrow(COUNTRY, 4), refused('ABORTED', /revision 3/)],
  [
    'narrowing to the same audience again today changes nothing',
    shared(COUNTRY, capped(COUNTRY)),
    narrow(COUNTRY, 2),
    unchanged,
  ],
  [
    'narrowing to a wider audience than today already changes nothing',
    shared(COUNTRY, capped(COUNTRY)),
    narrow(NETWORK),
    unchanged,
  ],
  [
    'narrowing to the same audience as on an earlier day makes a new revision',
    shared(COUNTRY, capped(COUNTRY, 20_499)),
    narrow(COUNTRY),
    accepted,
  ],
  [
    'narrowing a report that is already narrower makes a new revision',
    shared(ORGANISATION),
    narrow(PARTNERS),
    accepted,
  ],
  [
    'narrowing below a wider cap makes a new revision',
    shared(ORGANISATION, capped(NETWORK)),
    narrow(ORGANISATION),
    accepted,
  ],
  [
    'narrowing a retracted report is refused',
    shared(NETWORK, { retracted: true }),
    narrow(COUNTRY),
    refused('FAILED_PRECONDITION', /was retracted in revision 3/),
  ],
  [
    'narrowing a public record is refused',
    shared(PUBLIC, { layer: Layer.PUBLIC_RECORD }),
    narrow(COUNTRY),
    refused('FAILED_PRECONDITION', /published already/),
  ],
])('narrowing %s', (_rule, given, when, then) => {
  it('holds', () => {
    expect(decideNarrowing(given, when, TODAY)).toEqual(then);
  });
});

describe('after a narrowing', () => {
  const audience = fc.constantFrom<ShareWith>(ORGANISATION, COUNTRY, PARTNERS, NETWORK, PUBLIC);
  const day = fc.integer({ min: 20_000, max: 21_000 });

  it('no wider audience is accepted without consent of a later day', () => {
    fc.assert(
      fc.property(audience, audience, day, fc.option(day), (to, shareWith, onDay, given) => {
        const stated = given === null ? undefined : consent(isoDay(given));
        const isAllowed = shareWith <= to || (given !== null && given > onDay);
        expect(checkCap({ to, onDay }, shareWith, stated) === undefined).toBe(isAllowed);
      }),
    );
  });

  it('consent dated by month or year must begin later, and no other legal basis is accepted', () => {
    const cap = { to: COUNTRY, onDay: Date.UTC(2026, 10, 26) / 86_400_000 };
    const isRefused = (givenOn: string, basis?: string) =>
      checkCap(cap, PARTNERS, consent(givenOn, basis)) !== undefined;
    expect(['2026', '2026-11', '2026-11-26'].map((date) => isRefused(date))).toEqual([true, true, true]);
    expect(['2027', '2026-12', '2026-11-27'].map((date) => isRefused(date))).toEqual([false, false, false]);
    expect(isRefused('2026-12-01', 'public-interest')).toBe(true);
  });

  it('the refusal names the allowed audience', () => {
    expect(checkCap({ to: COUNTRY, onDay: 20_000 }, PUBLIC, undefined)).toMatchObject({
      field: 'share_with',
      candidates: ['country'],
    });
  });
});

describe('caps of two nodes', () => {
  const cap = fc.option(
    fc.record({
      to: fc.constantFrom(ShareWith.ORGANISATION, ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.NETWORK),
      onDay: fc.integer({ min: 20_000, max: 20_005 }),
    }),
    { nil: undefined },
  );
  const stated = fc
    .option(fc.integer({ min: 19_998, max: 20_008 }), { nil: undefined })
    .map((day) => (day === undefined ? undefined : consent(isoDay(day))));
  const allows = (cap: SharingCap | undefined, to: ShareWith, agreed: Consent | undefined) =>
    checkCap(cap, to, agreed) === undefined;

  it('together allow only audiences that both allow', () => {
    fc.assert(
      fc.property(cap, cap, fc.constantFrom(COUNTRY, PARTNERS, PUBLIC), stated, (one, other, to, agreed) => {
        const together = stricterCap(one, other);
        expect(stricterCap(other, one)).toEqual(together);
        if (allows(together, to, agreed))
          expect([allows(one, to, agreed), allows(other, to, agreed)]).toEqual([true, true]);
        if (one === undefined || other === undefined) expect(together).toEqual(one ?? other);
      }),
    );
  });
});
