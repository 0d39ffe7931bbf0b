import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { ROUTES } from '../app/routes.ts';
import { releasesQuery, sessionQuery } from '../data/questions.ts';
import { signInAddress } from '../data/sign-out.ts';
import { useLocale } from '../language/locale.tsx';
import { absenceOf, leadingElsewhere, refusalOf, releasedNearest } from './absence-words.ts';
import { currentPath } from './current-path.ts';
import { NextNumbers } from './next-numbers.tsx';
import { State } from './state.tsx';
import { useTableNames } from './use-table-names.ts';
import { ViewState, type ViewStateProps } from './view-state.tsx';

/** Why there is nothing here for this reader: the one cause that it has, and what to do. */
export function Absent({ kind, problem, cause }: ViewStateProps) {
  const { t } = useLocale();
  const names = useTableNames();
  const [path] = useLocation();
  const session = useQuery(sessionQuery());
  const isEmpty = kind === 'empty';
  const releases = useQuery({ ...releasesQuery(), enabled: isEmpty && cause === undefined });
  if (session.isLoading || releases.isLoading) return <ViewState kind="loading" cause={cause} />;
  const known = isEmpty && cause === undefined ? releases.data : undefined;
  const { says, next, way } = leadingElsewhere(
    isEmpty || cause !== undefined
      ? absenceOf(session.data, { cause, hasReleases: known && known.length > 0 })
      : refusalOf(problem?.status),
    path,
  );
  const nearest = releasedNearest(problem?.nearest, known);
  const isNothingYet = says.startsWith('state.none.');
  return (
    <State kind={kind} says={t(says)} next={t(next)}>
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
