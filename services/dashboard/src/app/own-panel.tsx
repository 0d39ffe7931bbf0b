import '../ui/styles/windows.css';
import '../ui/styles/own-panel.css';
import { useEffect, useId, useRef } from 'react';
import type { Session } from '../api/schemas.ts';
import { useLocale } from '../text/locale.tsx';
import { NotesPart } from './notes-part.tsx';
import { ViewsPart } from './views-part.tsx';

/** Saved views and notes, over the page until they are closed. */
export function OwnPanel({ session, close }: { readonly session: Session; readonly close: () => void }) {
  const { t } = useLocale();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="origin own" aria-labelledby={id} onClose={close}>
      <div className="origin-head">
        <h2 id={id}>{t('own.open')}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('action.close')}
        </button>
      </div>
      <ViewsPart session={session} opened={() => dialog.current?.close()} />
      <NotesPart session={session} />
    </dialog>
  );
}
