import { type ReactNode, useId, useState } from 'react';
import styles from './controls.module.css';

/** Controls that collapse behind a button on narrow screens, so that the answer comes first. */
export function Foldable({
  label,
  summary,
  children,
}: {
  readonly label: string;
  /** Summary of the current choices. */
  readonly summary: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="sr-only">{label}: </span>
        {summary}
      </button>
      <div className={styles.folded} id={id}>
        {children}
      </div>
    </>
  );
}
