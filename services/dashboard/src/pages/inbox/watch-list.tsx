import { useId } from 'react';
import type { Session } from '../../api/schemas.ts';
import { useChange } from '../../api/use-change.ts';
import { removeWatch, type Watch } from '../../api/watches.ts';
import { useLocale } from '../../text/locale.tsx';
import styles from './inbox.module.css';
import { SeriesName } from './series-name.tsx';

/** The series that a person watches. */
export function WatchList({
  session,
  watches,
}: {
  readonly session: Session;
  readonly watches: readonly Watch[];
}) {
  const { t } = useLocale();
  const id = useId();
  const { failed, run } = useChange('watches', 'inbox');
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{t('watch.list')}</h2>
      <p className="caption">{t('watch.note')}</p>
      <p role="status">
        {failed !== undefined && t(failed)}
        {failed === undefined && watches.length === 0 && t('watch.none')}
      </p>
      <ul className={styles.list}>
        {watches.map((watch) => (
          <li key={watch.id}>
            <span id={`${id}${watch.id}`}>
              <SeriesName series={watch} />
            </span>
            <button
              type="button"
              id={`${id}${watch.id}-stop`}
              aria-labelledby={`${id}${watch.id}-stop ${id}${watch.id}`}
              onClick={() => void run(() => removeWatch(session, watch.id))}
            >
              {t('watch.stop')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
