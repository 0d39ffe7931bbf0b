import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { releasesQuery, sessionQuery } from '../data/questions.ts';
import { signInAddress } from '../data/sign-out.ts';
import { useLocale } from '../language/locale.tsx';
import { PAGE_PATHS } from '../pages/page-paths.ts';
import { absenceOf, leadingElsewhere, refusalOf, releasedNearest } from './absence-words.ts';
import { currentPath } from './current-path.ts';
import { State } from './state.tsx';
import { useTableNames } from './use-table-names.ts';
import { ViewState, type ViewStateProps } from './view-state.tsx';

const NO_SESSION = 401;

/** Why there is nothing here for this reader: the one cause that it has, and what to do. */
export function Absent({ kind, problem, cause, again }: ViewStateProps) {
  const { t } = useLocale();
  const names = useTableNames();
  const [path] = useLocation();
  const session = useQuery(sessionQuery());
  // What somebody wrote is not taken away with the session: only a view that was asked for tells the whole page.
  useOverIn(again !== undefined && problem?.status === NO_SESSION);
  const isEmpty = kind === 'empty';
  const releases = useQuery({ ...releasesQuery(), enabled: isEmpty && cause === undefined });
  if (session.isLoading || releases.isLoading) return <ViewState kind="loading" />;
  const known = isEmpty && cause === undefined ? releases.data : undefined;
  const { says, next, way } = leadingElsewhere(
    isEmpty || cause !== undefined
      ? absenceOf(session.data, { cause, hasReleases: known && known.length > 0 })
      : refusalOf(problem?.status),
    path,
  );
  const nearest = releasedNearest(problem?.nearest, known);
  return (
    <State kind={kind} says={t(says)} next={t(next)}>
      {nearest !== undefined && <p>{t('state.nearest', { table: names.table(nearest) })}</p>}
      {way === 'sign-in' && (
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      )}
      {way !== undefined && way !== 'sign-in' && (
        <Link className="table-link" href={PAGE_PATHS[way]}>
          {t(`nav.${way}`)}
        </Link>
      )}
    </State>
  );
}

/** Asks anew who reads where a door says that nobody does: the head must not go on naming the account. */
function useOverIn(isOver: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    const { queryKey } = sessionQuery();
    const isNamed = (client.getQueryData(queryKey)?.role ?? 'public') !== 'public';
    if (isOver && isNamed) void client.invalidateQueries({ queryKey });
  }, [client, isOver]);
}
