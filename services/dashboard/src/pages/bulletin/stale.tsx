import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { differencesOf } from './differences.ts';
import styles from './editor.module.css';
import { placeText } from './words.ts';

/** Shown if another author has saved meanwhile: both texts, and a choice between them. Neither is discarded unseen. */
export function Stale({
  mine,
  theirs,
  version,
  keepMine,
  takeTheirs,
}: {
  readonly mine: BulletinContent;
  readonly theirs: BulletinContent;
  readonly version: number;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const { texts, hasOther } = differencesOf(mine, theirs);
  return (
    <section className="panel stale" role="alert" aria-labelledby="stale">
      <h2 id="stale">{t('bulletin.stale')}</h2>
      <p>{t('bulletin.stale.note', { version: number(version) })}</p>
      {texts.map(({ path, mine: ours, theirs: other }) => (
        <div key={path} className={styles.versions}>
          <h3>{placeText(path, locale)}</h3>
          <div>
            <h4>{t('bulletin.stale.mine')}</h4>
            <p lang={mine.language}>{ours ?? t('bulletin.stale.absent')}</p>
          </div>
          <div>
            <h4>{t('bulletin.stale.theirs', { version: number(version) })}</h4>
            <p lang={theirs.language}>{other ?? t('bulletin.stale.absent')}</p>
          </div>
        </div>
      ))}
      {hasOther && <p>{t('bulletin.stale.other')}</p>}
      <div className="actions">
        <button type="button" onClick={takeTheirs}>
          {t('bulletin.stale.take')}
        </button>
        <button type="button" onClick={keepMine}>
          {t('bulletin.stale.keep', { version: number(version) })}
        </button>
      </div>
    </section>
  );
}
