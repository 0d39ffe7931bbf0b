import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Series } from '../api/inbox.ts';
import { plannedTables } from '../api/planned-table.ts';
import { releasePlanQuery, sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { useChange } from '../api/use-change.ts';
import { addWatch, findWatch, isWatchable, removeWatch, watchesQuery } from '../api/watches.ts';
import { ROUTES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './dialog.module.css';

/** Adds a series to the analyst's watches, or removes it. Nothing for other readers, and for numbers that cannot be watched. */
export function WatchButton({ table, codes }: Series) {
  const { data: session } = useQuery(sessionQuery());
  const isReader = session?.organisation !== undefined;
  const plan = useQuery({ ...releasePlanQuery(), enabled: isReader }).data?.plan;
  const tables = plannedTables(plan?.tables ?? []);
  if (!isReader || !isWatchable(tables, { table, codes })) return null;
  return <Watching session={session} series={{ table, codes }} />;
}

/** One button, so that it keeps the focus. */
function Watching({ session, series }: { readonly session: Session; readonly series: Series }) {
  const { t } = useLocale();
  const { failed, run } = useChange('watches', 'inbox');
  const { data: watches } = useQuery(watchesQuery());
  if (watches === undefined) return null;
  const watch = findWatch(watches, series);
  const press = () =>
    run(() => (watch === undefined ? addWatch(session, series) : removeWatch(session, watch.id)));
  return (
    <div className={styles.watch}>
      <button
        type="button"
        className={watch === undefined ? 'button' : undefined}
        onClick={() => void press()}
      >
        {t(watch === undefined ? 'watch.add' : 'watch.stop')}
      </button>
      <span role="status">
        {failed !== undefined && t(failed)}
        {failed === undefined && watch !== undefined && (
          <>
            {t('watch.added')} <Link href={ROUTES.inbox.path}>{t(ROUTES.inbox.title)}</Link>
          </>
        )}
      </span>
    </div>
  );
}
