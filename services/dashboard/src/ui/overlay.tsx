import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useLocale } from '../text/locale.tsx';
import styles from './dialog.module.css';

/** A dialog over the page, until it is closed. */
export function Overlay({
  title,
  className,
  closed,
  children,
}: {
  readonly title: string;
  readonly className?: string;
  readonly closed: () => void;
  readonly children: (close: () => void) => ReactNode;
}) {
  const { t } = useLocale();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      className={className === undefined ? styles.window : `${styles.window} ${className}`}
      aria-labelledby={id}
      onClose={closed}
    >
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <button type="button" onClick={close}>
          {t('action.close')}
        </button>
      </div>
      {children(close)}
    </dialog>
  );
}
