import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { removeView, type SavedView, saveView, viewsQuery } from '../api/own.ts';
import type { Session } from '../api/schemas.ts';
import { currentPath } from '../api/sign-out.ts';
import { useChange } from '../api/use-change.ts';
import { formatInstant } from '../text/format.ts';
import { useLocale } from '../text/locale.tsx';
import { Answered } from '../ui/view-state.tsx';
import styles from './own-panel.module.css';

const MOST_NAME = 100;

/** The reader's saved views: save the current page, open a view, delete a view. */
export function ViewsPart({ session, opened }: { readonly session: Session; readonly opened: () => void }) {
  const { t } = useLocale();
  const id = useId();
  const [name, setName] = useState('');
  const { failed, run } = useChange('views');
  const query = useQuery(viewsQuery());
  const save = async () => {
    const isSaved = await run(() => saveView(session, { name: name.trim(), path: currentPath() }));
    if (isSaved) setName('');
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t('views.title')}</h3>
      <p className="caption">{t('views.note')}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          <span>{t('views.name')}</span>
          <input
            required
            maxLength={MOST_NAME}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <button type="submit" className="button">
          {t('views.save')}
        </button>
      </form>
      <p role="status">{failed !== undefined && t(failed)}</p>
      <Answered query={query}>
        {(views) =>
          views.length === 0 ? (
            <p>{t('views.none')}</p>
          ) : (
            <ul className={styles.list}>
              {views.map((view) => (
                <View
                  key={view.id}
                  view={view}
                  opened={opened}
                  remove={() => void run(() => removeView(session, view.id))}
                />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

function View({
  view: { name, path, savedAt },
  opened,
  remove,
}: {
  readonly view: SavedView;
  readonly opened: () => void;
  readonly remove: () => void;
}) {
  const { t } = useLocale();
  return (
    <li>
      <span>
        <Link href={path} onClick={opened}>
          {name}
        </Link>{' '}
        <span className="caption">{t('views.savedAt', { when: formatInstant(Date.parse(savedAt)) })}</span>
      </span>
      <button type="button" aria-label={t('views.deleteNamed', { name })} onClick={remove}>
        {t('action.delete')}
      </button>
    </li>
  );
}
