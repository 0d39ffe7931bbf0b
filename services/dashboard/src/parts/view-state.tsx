import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { sessionQuery } from '../data/questions.ts';
import { signInAddress } from '../data/sign-out.ts';
import { type ProblemKind, type ViewProblem, viewProblem } from '../data/view-problem.ts';
import { type Locale, speakPages, useLocale } from '../language/locale.tsx';
import { currentPath } from './current-path.ts';

// With the texts that names of tables are made of: the first page is seldom without numbers.
const NearestTable = lazy(async () => {
  const [{ NearestTable: body }] = await Promise.all([import('./nearest-table.tsx'), speakPages()]);
  return { default: body };
});

const MINUTE_MS = 60_000;

export type ViewStateProps = {
  readonly kind: ProblemKind;
  readonly problem?: ViewProblem | undefined;
  /** When what is shown was loaded, in ms; of a stale view. */
  readonly loadedAt?: number;
  readonly again?: (() => void) | undefined;
};

/** Says why there are no numbers, or not the newest, and what to do next. */
export function ViewState({ kind, problem, loadedAt, again }: ViewStateProps) {
  const locale = useLocale();
  const { t } = locale;
  const { data: session } = useQuery(sessionQuery());
  const isPublic = session?.role === 'public' && session.signIn;
  const { says, next } = words(kind, locale, loadedAt);
  const asksToSignIn = kind === 'not-permitted' || (kind === 'empty' && isPublic);
  return (
    <div className={`state state-${kind}`} role={kind === 'loading' ? 'status' : 'note'}>
      <p className="state-says">{says}</p>
      <p>{kind === 'empty' && isPublic ? t('state.empty.signIn') : next}</p>
      {kind === 'empty' && problem?.nearest !== undefined && problem.nearest.tableId !== '' && (
        <Suspense fallback={null}>
          <NearestTable id={problem.nearest.tableId} />
        </Suspense>
      )}
      {problem?.faultId !== undefined && <p>{t('state.error.fault', { faultId: problem.faultId })}</p>}
      {asksToSignIn && (
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      )}
      {again !== undefined && (kind === 'error' || kind === 'offline' || kind === 'stale') && (
        <button type="button" onClick={again}>
          {t('state.again')}
        </button>
      )}
    </div>
  );
}

type Says = { readonly says: string; readonly next: string };

function words(kind: ProblemKind, { t, number }: Locale, loadedAt: number | undefined): Says {
  switch (kind) {
    case 'empty':
      return { says: t('state.empty'), next: t('state.empty.next') };
    case 'loading':
      return { says: t('state.loading'), next: t('state.loading.next') };
    case 'offline':
      return { says: t('state.offline'), next: t('state.offline.next') };
    case 'error':
      return { says: t('state.error'), next: t('state.error.next') };
    case 'not-permitted':
      return { says: t('state.notPermitted'), next: t('state.notPermitted.next') };
    case 'stale': {
      const count = Math.max(1, Math.round((Date.now() - (loadedAt ?? Date.now())) / MINUTE_MS));
      const when = t('state.minutesAgo', { count, n: number(count) });
      return { says: t('state.stale', { when }), next: t('state.stale.next') };
    }
    default:
      return kind satisfies never;
  }
}

/** What was asked for, once it is there; until then, and where it cannot be had, the state instead. */
export function Answered<Data>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  const again = () => void query.refetch();
  const isPaused = query.fetchStatus === 'paused';
  if (query.data !== undefined)
    return (
      <>
        {(query.isError || isPaused) && (
          <ViewState kind="stale" loadedAt={query.dataUpdatedAt} again={again} />
        )}
        {children(query.data)}
      </>
    );
  if (query.isError) {
    const problem = viewProblem(query.error);
    return <ViewState kind={problem.code} problem={problem} again={again} />;
  }
  return <ViewState kind={isPaused ? 'offline' : 'loading'} again={again} />;
}
