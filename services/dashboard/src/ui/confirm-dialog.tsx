import './styles/dialog.css';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

/** Says what will happen before it does. The browser keeps the keyboard within it and gives it back afterwards. */
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
  // Before it is taken out of the page: a dialog that is gone gives the keyboard to nobody.
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
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
