import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { ProblemKind, ViewProblem } from '../api/client.ts';
import { releasesQuery, sessionQuery } from '../api/questions.ts';
import { currentPath, signInAddress } from '../api/sign-out.ts';
import {
  type AbsenceCause,
  absenceOf,
  leadingElsewhere,
  refusalOf,
  releasedNearest,
} from '../model/absence-words.ts';
import { ROUTES } from '../model/routes.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { NextNumbers } from './next-numbers.tsx';
import { State } from './state.tsx';
import { useFailure } from './use-failure.ts';
import { useTableNames } from './use-table-names.ts';

/** Messages for loading and failure: of numbers, except on pages of bulletins. */
const OF_NUMBERS = { loading: 'state.loading', error: 'state.error' } as const;
const OF_BULLETINS = { loading: 'bulletin.loading', error: 'bulletin.error' } as const;

export type ViewStateProps = {
  readonly kind: ProblemKind;
  readonly problem?: ViewProblem | undefined;
  /** Cause, if the caller knows what is missing or who has no access. */
  readonly cause?: AbsenceCause | undefined;
  /** See `<State>`. */
  readonly part?: string | undefined;
  readonly again?: (() => void) | undefined;
};

/** Explains why numbers are missing, and the next step. */
export function ViewState(props: ViewStateProps) {
  const { kind, problem, again, part } = props;
  const locale = useLocale();
  const { t } = locale;
  if (kind === 'empty' || kind === 'not-permitted') return <Absent {...props} />;
  return (
    <State
      kind={kind}
      role={kind === 'loading' ? 'status' : 'note'}
      part={part}
      {...words(kind, locale, props)}
    >
      {problem?.faultId !== undefined && <p>{t('state.error.fault', { faultId: problem.faultId })}</p>}
      {again !== undefined && kind !== 'loading' && (
        <button type="button" onClick={again}>
          {t('state.again')}
        </button>
      )}
    </State>
  );
}

/** Explains why this reader has no content here: one cause, and the next step. */
function Absent({ kind, problem, cause, part }: ViewStateProps) {
  const { t } = useLocale();
  const names = useTableNames();
  const [path] = useLocation();
  const session = useQuery(sessionQuery());
  const isEmpty = kind === 'empty';
  const isAsking = isEmpty && cause === undefined;
  const releases = useQuery({ ...releasesQuery(), enabled: isAsking });
  // A disabled query counts as loading while another part of the page, such as `NextNumbers`, fetches the same.
  if (session.isLoading || (releases.isEnabled && releases.isLoading))
    return <ViewState kind="loading" cause={cause} part={part} />;
  const known = isAsking ? releases.data : undefined;
  const { says, next, way } = leadingElsewhere(
    isEmpty || cause !== undefined
      ? absenceOf(session.data, { cause, hasReleases: known && known.length > 0 })
      : refusalOf(problem?.status),
    path,
  );
  const nearest = releasedNearest(problem?.nearest, known);
  const isNothingYet = says.startsWith('state.none.');
  return (
    <State kind={kind} part={part} says={t(says)} next={t(next)}>
      {isNothingYet && <NextNumbers />}
      {nearest !== undefined && <p>{t('state.nearest', { table: names.table(nearest) })}</p>}
      {way === 'sign-in' && (
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      )}
      {way !== undefined && way !== 'sign-in' && (
        <Link className="table-link" href={ROUTES[way].path}>
          {t(`nav.${way}`)}
        </Link>
      )}
    </State>
  );
}

type Says = { readonly says: string; readonly next: string };

function words(
  kind: Exclude<ProblemKind, 'empty' | 'not-permitted'>,
  { t }: Locale,
  { cause }: ViewStateProps,
): Says {
  const says = cause === 'no-bulletins' || cause === 'no-bulletin' ? OF_BULLETINS : OF_NUMBERS;
  switch (kind) {
    case 'loading':
      return { says: t(says.loading), next: t('state.loading.next') };
    case 'offline':
      return { says: t('state.offline'), next: t('state.offline.next') };
    case 'error':
      return { says: t(says.error), next: t('state.error.next') };
    default:
      return kind satisfies never;
  }
}

/** Renders the data of a query, or its state while there is none. `<StaleNote>` warns of data that is not the newest. */
export function Answered<Data>({
  query,
  absent,
  part,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  /** Cause to show if the endpoint has no data. */
  readonly absent?: AbsenceCause;
  /** See `<State>`. */
  readonly part?: string;
  readonly children: (data: Data) => ReactNode;
}) {
  const { problem, forget } = useFailure(query);
  const again = () => {
    void query.refetch();
    forget();
  };
  if (query.data !== undefined) return <>{children(query.data)}</>;
  const isPaused = query.fetchStatus === 'paused';
  if (isPaused || problem === undefined)
    return <ViewState kind={isPaused ? 'offline' : 'loading'} cause={absent} part={part} again={again} />;
  const { code } = problem;
  // Missing access is explained as such, whatever the content would be.
  return (
    <ViewState
      kind={code}
      problem={problem}
      again={again}
      part={part}
      cause={code === 'not-permitted' ? undefined : absent}
    />
  );
}
