import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { sessionQuery } from '../api/questions.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './head.module.css';

// Loaded on demand, when it is opened.
const OwnPanel = lazy(async () => ({ default: (await import('./own-panel.tsx')).OwnPanel }));

/** Opens saved views and notes, for readers who have signed in. */
export function OwnBar() {
  const { t } = useLocale();
  const { data: session } = useQuery(sessionQuery());
  const [isOpen, setOpen] = useState(false);
  if (session === undefined || session.role === 'public') return null;
  return (
    <div className={styles.own}>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('own.open')}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <OwnPanel session={session} closed={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
