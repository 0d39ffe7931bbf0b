import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import styles from './dialog.module.css';

/**
 * Asks for confirmation of an action, and names its effect. The browser keeps the focus in the dialog and restores it afterwards.
 */
export function ConfirmDialog({
  title,
  children,
  yes,
  no,
  isBusy,
  onYes,
  onNo,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed before it is removed from the page: otherwise the browser cannot restore the focus.
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onNo();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="buttons">
        <button type="button" onClick={onNo} disabled={isBusy}>
          {no}
        </button>
        <button type="button" className="button" onClick={onYes} disabled={isBusy}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
