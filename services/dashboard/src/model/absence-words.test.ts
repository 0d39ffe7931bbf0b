import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../api/schemas.ts';
import {
  type AbsenceCause,
  absenceOf,
  leadingElsewhere,
  refusalOf,
  releasedNearest,
} from './absence-words.ts';
import { ROUTES } from './routes.ts';

const ANYBODY = { role: 'public', signIn: true, reads: 'public', organisation: undefined } as const;
const MEMBER = { role: 'analyst', signIn: true, reads: 'partners', organisation: 'MYLA' } as const;
const NETWORK = { role: 'analyst', signIn: true, reads: 'network', organisation: 'N1' } as const;
const OFFICER = { ...ANYBODY, role: 'data-protection-officer' } as const;

const CAUSES = [
  ...(['no-entry', 'no-releases', 'no-release', 'no-bulletins', 'no-bulletin'] as const),
  ...(['no-analyst', 'no-member', undefined] as const),
];

describe('an endpoint without data for a reader', () => {
  it.each([
    ['partners', MEMBER],
    ['network', NETWORK],
    ['authorities', { ...ANYBODY, role: 'authority', reads: 'authorities' }],
    ['public', { ...ANYBODY, signIn: false }],
  ] as const)(
    'says to %s that nothing was released to them where that is so, and when numbers come',
    (reads, reader) => {
      const way = reads === 'partners' ? 'releases' : 'record';
      const next = reads === 'partners' ? 'state.none.upcoming' : 'state.none.next';
      expect(absenceOf(reader, { hasReleases: false })).toEqual({ says: `state.none.${reads}`, next, way });
      expect(absenceOf(reader, { cause: 'no-releases' })).toEqual(absenceOf(reader, { hasReleases: false }));
    },
  );

  it('reports a missing table if there are releases or it is unknown, with a next step', () => {
    for (const hasReleases of [true, undefined])
      expect(absenceOf(MEMBER, { hasReleases })).toEqual({
        says: 'state.noTable',
        next: 'state.releases',
        way: 'releases',
      });
  });

  it('asks the public to sign in where sign-in exists, and no reader who has signed in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Session['role']>(
          'public',
          'analyst',
          'authority',
          'data-protection-officer',
          'operator',
        ),
        fc.boolean(),
        fc.constantFrom<AbsenceCause | undefined>(...CAUSES.filter((cause) => cause !== 'no-entry')),
        fc.constantFrom(true, false, undefined),
        (role, signIn, cause, hasReleases) => {
          const organisation = role === 'analyst' ? 'MYLA' : undefined;
          const reads = role === 'analyst' ? 'network' : 'public';
          const { way } = absenceOf({ role, signIn, reads, organisation }, { cause, hasReleases });
          expect(way === 'sign-in').toBe(role === 'public' && signIn);
        },
      ),
    );
  });

  it('names the missing thing if the caller knows it', () => {
    expect(absenceOf(MEMBER, { cause: 'no-entry' }).says).toBe('state.noEntry');
    expect(absenceOf(MEMBER, { cause: 'no-release' })).toMatchObject({
      says: 'state.noRelease',
      way: 'releases',
    });
    expect(absenceOf(NETWORK, { cause: 'no-bulletins' }).says).toBe('bulletin.frozen.none');
    expect(absenceOf(NETWORK, { cause: 'no-bulletin' })).toMatchObject({
      says: 'bulletin.missing',
      way: 'bulletins',
    });
    expect(absenceOf(NETWORK, { cause: 'no-member' })).toMatchObject({
      says: 'state.noMember',
      way: 'bulletins',
    });
  });

  it('assumes nothing about an unknown reader', () => {
    for (const cause of ['no-analyst', 'no-member', undefined] as const)
      expect(absenceOf(undefined, { cause, hasReleases: false }).says).toBe('state.nothing');
  });

  it('never links to the current page, and describes the page that it links to', () => {
    const paths = Object.values(ROUTES).map(({ path }) => path);
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ANYBODY, { ...ANYBODY, signIn: false }, MEMBER, NETWORK, OFFICER),
        fc.constantFrom(...CAUSES),
        fc.constantFrom(true, false, undefined),
        fc.constantFrom<string>(...paths, '/releases/country-month.2026-10.partners'),
        (reader, cause, hasReleases, path) => {
          const absence = absenceOf(reader, { cause, hasReleases });
          const { way, next, says } = leadingElsewhere(absence, path);
          expect(says).toBe(absence.says);
          if (way === undefined || way === 'sign-in') return;
          expect(ROUTES[way].path).not.toBe(path);
          // The next step changes exactly if the link does.
          expect(next === absence.next).toBe(way === absence.way);
        },
      ),
    );
  });

  it('links never form a cycle without data: the last page names the next date', () => {
    const EMPTY = {
      overview: { hasReleases: false },
      releases: { cause: 'no-releases' },
      record: { cause: 'no-entry' },
      bulletins: { cause: 'no-bulletins' },
    } as const;
    const isEmptyPage = (way: string | undefined): way is keyof typeof EMPTY =>
      way !== undefined && way in EMPTY;
    for (const reader of [ANYBODY, { ...ANYBODY, signIn: false }, MEMBER, NETWORK, OFFICER])
      for (const start of Object.keys(EMPTY)) {
        const been: string[] = [];
        let at: string | undefined = start;
        while (isEmptyPage(at)) {
          expect(been).not.toContain(at);
          been.push(at);
          at = leadingElsewhere(absenceOf(reader, EMPTY[at]), ROUTES[at].path).way;
        }
        expect([undefined, 'sign-in']).toContain(at);
      }
    // The page of releases shows the dates of the next releases.
    const { next } = leadingElsewhere(absenceOf(MEMBER, EMPTY.releases), ROUTES.releases.path);
    expect(next).toBe('state.none.above');
  });

  it('distinguishes readers without a session from accounts without an organisation', () => {
    for (const cause of ['no-analyst', 'no-member'] as const) {
      expect(absenceOf(ANYBODY, { cause }).says).toBe('state.noAnalyst');
      expect(absenceOf({ ...ANYBODY, signIn: false }, { cause }).says).toBe('state.noSignIn');
      expect(absenceOf(OFFICER, { cause }).says).toBe('state.otherAccount');
    }
  });
});

it('an ended session leads to the sign-in; missing access does not', () => {
  expect(refusalOf(401)).toMatchObject({ says: 'state.over', way: 'sign-in' });
  expect(refusalOf(403)).toMatchObject({ says: 'state.refused', way: undefined });
});

it('the nearest table is named if the reader has it, and not if it is only planned', () => {
  const releases = [{ table: 'country-month' }];
  expect(releasedNearest({ tableId: 'country-month' }, releases)).toBe('country-month');
  expect(releasedNearest({ tableId: 'segment-year' }, releases)).toBeUndefined();
  expect(releasedNearest({ tableId: '' }, releases)).toBeUndefined();
  expect(releasedNearest(undefined, releases)).toBeUndefined();
  expect(releasedNearest({ tableId: 'country-month' }, undefined)).toBeUndefined();
});
