import { useQuery } from '@tanstack/react-query';
import type { PeriodKind } from '@waylight/calendar';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { Link } from 'wouter';
import type { Series } from '../api/inbox.ts';
import { plannedTables } from '../api/planned-table.ts';
import { releasePlanQuery, sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { useChange } from '../api/use-change.ts';
import {
  addWatch,
  deliveryQuery,
  findWatch,
  hasMail,
  isWatchable,
  removeWatch,
  watchesQuery,
} from '../api/watches.ts';
import { ROUTES } from '../model/routes.ts';
import { howOften } from '../model/table-name.ts';
import { codeText } from '../text/code-name.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './dialog.module.css';

/** Adds a series to the analyst's watches, or removes it. Nothing for other readers, and for numbers that cannot be watched. */
export function WatchButton({ table, codes }: Series) {
  const { data: session } = useQuery(sessionQuery());
  const isReader = session?.organisation !== undefined;
  const plan = useQuery({ ...releasePlanQuery(), enabled: isReader }).data?.plan;
  const tables = plannedTables(plan?.tables ?? []);
  const period = tables.find(({ id }) => id === table)?.period;
  if (!isReader || period === undefined || !isWatchable(tables, { table, codes })) return null;
  return <Watching session={session} series={{ table, codes }} period={period} />;
}

/** One button, so that it keeps the focus. */
function Watching({
  session,
  series,
  period,
}: {
  readonly session: Session;
  readonly series: Series;
  readonly period: PeriodKind;
}) {
  const locale = useLocale();
  const { t, language, number } = locale;
  const example = formatRounded(DEFAULT_ROUNDING_BASE, { language, format: number });
  const { failed, run } = useChange('watches', 'inbox');
  const { data: watches } = useQuery(watchesQuery());
  const { data: delivery } = useQuery(deliveryQuery());
  if (watches === undefined) return null;
  const watch = findWatch(watches, series);
  const press = () =>
    run(() => (watch === undefined ? addWatch(session, series) : removeWatch(session, watch.id)));
  const codes = Object.entries(series.codes).map(([dimension, code]) => codeText(dimension, code, locale));
  const name = [codes.length === 0 ? t('overview.region') : codes.join(', '), howOften(period, t)].join(', ');
  const inbox = (
    <>
      <Link href={ROUTES.inbox.path}>{t(ROUTES.inbox.title)}</Link>.
    </>
  );
  return (
    <div className={styles.watch}>
      <button
        type="button"
        title={watch === undefined ? t('watch.notify', { series: name }) : undefined}
        className={watch === undefined ? 'button' : undefined}
        onClick={() => void press()}
      >
        {watch === undefined ? t('watch.add', { series: name }) : t('watch.stop')}
      </button>
      <span role="status">
        {failed !== undefined && t(failed)}
        {failed === undefined && watch !== undefined && (
          <>
            {t('watch.added')} {inbox}
          </>
        )}
      </span>
      {failed === undefined && (
        <span className="caption">
          {watch === undefined && (
            <>
              {t('watch.where')} {inbox}{' '}
            </>
          )}
          {delivery !== undefined && !hasMail(delivery) && t('watch.noMail')}{' '}
          {(period === 'week' || period === 'month') && t('watch.small', { example })}
        </span>
      )}
    </div>
  );
}
