import type { Session } from '../api/schemas.ts';
import { useLocale } from '../text/locale.tsx';
import { Overlay } from '../ui/overlay.tsx';
import { NotesPart } from './notes-part.tsx';
import styles from './own-panel.module.css';
import { ViewsPart } from './views-part.tsx';

/** Saved views and notes. */
export function OwnPanel({ session, closed }: { readonly session: Session; readonly closed: () => void }) {
  const { t } = useLocale();
  return (
    <Overlay title={t('own.open')} className={styles.panel} closed={closed}>
      {(close) => (
        <>
          <ViewsPart session={session} opened={close} />
          <NotesPart session={session} />
        </>
      )}
    </Overlay>
  );
}
