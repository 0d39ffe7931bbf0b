import type { Session } from '../api/schemas.ts';
import type { MessageId } from '../text/texts.ts';
import { type PageName, ROUTES } from './routes.ts';

/**
 * Thing that is missing, if the caller knows it: entries of the record, releases, bulletins, or an account of an organisation or
 * member.
 */
export type AbsenceCause =
  | 'no-entry'
  | 'no-releases'
  | 'no-release'
  | 'no-bulletins'
  | 'no-bulletin'
  | 'no-analyst'
  | 'no-member';

/** Message for a reader without content: the cause, and one next step. */
type Absence = {
  readonly says: MessageId;
  readonly next: MessageId;
  readonly way: 'sign-in' | PageName | undefined;
};

type Reader = Pick<Session, 'role' | 'signIn' | 'reads' | 'organisation'>;

const NOTHING_YET: Readonly<Record<Session['reads'], MessageId>> = {
  partners: 'state.none.partners',
  network: 'state.none.network',
  authorities: 'state.none.authorities',
  public: 'state.none.public',
};

/** For an unknown reader, and for causes that the page does not know. */
const NOTHING: Absence = { says: 'state.nothing', next: 'state.releases', way: 'releases' };

const TO_RELEASES = { next: 'state.releases', way: 'releases' } as const;
const TO_SIGN_IN = { next: 'state.signIn', way: 'sign-in' } as const;
const TO_OVERVIEW = { next: 'state.overview', way: 'overview' } as const;

/**
 * Explains an endpoint without data for this reader. `hasReleases` is undefined if it is not known whether the reader has any
 * release.
 */
export function absenceOf(
  reader: Reader | undefined,
  {
    cause,
    hasReleases,
  }: { readonly cause?: AbsenceCause | undefined; readonly hasReleases?: boolean | undefined },
): Absence {
  const mayCome = reader?.role === 'public' && reader.signIn;
  switch (cause) {
    case 'no-entry':
      // Other messages lead to this page, so there is no further page to suggest.
      return { says: 'state.noEntry', next: 'state.noEntry.next', way: undefined };
    case 'no-releases':
      return reader === undefined ? NOTHING : nothingYet(reader.reads, mayCome);
    case 'no-release':
      return { says: 'state.noRelease', ...(mayCome ? TO_SIGN_IN : TO_RELEASES) };
    case 'no-bulletins':
      return { says: 'bulletin.frozen.none', ...(mayCome ? TO_SIGN_IN : TO_OVERVIEW) };
    case 'no-bulletin':
      if (mayCome) return { says: 'bulletin.missing', ...TO_SIGN_IN };
      return { says: 'bulletin.missing', next: 'bulletin.missing.next', way: 'bulletins' };
    case 'no-analyst':
    case 'no-member':
      if (reader === undefined) return NOTHING;
      if (reader.organisation === undefined) return withoutOrganisation(reader, mayCome);
      if (cause === 'no-analyst') return NOTHING;
      return { says: 'state.noMember', next: 'state.noMember.next', way: 'bulletins' };
    case undefined: {
      if (reader === undefined) return NOTHING;
      if (hasReleases === false) return nothingYet(reader.reads, mayCome);
      return { says: 'state.noTable', ...(mayCome ? TO_SIGN_IN : TO_RELEASES) };
    }
    default:
      return cause satisfies never;
  }
}

function nothingYet(reads: Session['reads'], mayCome: boolean): Absence {
  const says = NOTHING_YET[reads];
  if (mayCome) return { says, ...TO_SIGN_IN };
  // The page of releases shows members the dates of the next releases.
  if (reads === 'partners') return { says, next: 'state.none.upcoming', way: 'releases' };
  return { says, next: 'state.none.next', way: 'record' };
}

/** Replaces a link to the current page. The content is on this page then, or the overview has the newest numbers. */
export function leadingElsewhere(absence: Absence, path: string): Absence {
  const { says, next, way } = absence;
  if (way === undefined || way === 'sign-in' || ROUTES[way].path !== path) return absence;
  if (next === 'state.none.upcoming') return { says, next: 'state.none.above', way: undefined };
  return { says, ...(path === ROUTES.overview.path ? TO_RELEASES : TO_OVERVIEW) };
}

function withoutOrganisation({ role }: Reader, mayCome: boolean): Absence {
  if (mayCome) return { says: 'state.noAnalyst', next: 'state.noAnalyst.next', way: 'sign-in' };
  if (role === 'public') return { says: 'state.noSignIn', next: 'state.noSignIn.next', way: undefined };
  return { says: 'state.otherAccount', next: 'state.otherAccount.next', way: undefined };
}

/** Explains a refusal by its HTTP status: 401 for an expired session, 403 for an account without access. */
export const refusalOf = (status: number | undefined): Absence =>
  status === 403
    ? { says: 'state.refused', next: 'state.refused.next', way: undefined }
    : { says: 'state.over', next: 'state.over.next', way: 'sign-in' };

/** The nearest table, if the reader has a release of it. */
export const releasedNearest = (
  nearest: { readonly tableId: string } | undefined,
  releases: readonly { readonly table: string }[] | undefined,
): string | undefined =>
  releases?.some(({ table }) => table === nearest?.tableId) ? nearest?.tableId : undefined;
