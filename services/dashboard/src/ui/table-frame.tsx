import { type KeyboardEventHandler, type ReactNode, useRef } from 'react';
import { useLocale } from '../text/locale.tsx';
import { useMoreBeyond } from './more-beyond.ts';
import styles from './table-frame.module.css';

/** Frame in which a table scrolls on narrow screens, by keyboard too. It shows on which sides there is more. */
export function TableFrame({
  caption,
  kind,
  onKeyDown,
  children,
}: {
  readonly caption: string;
  /** Tables of these kinds keep the names of their rows in sight. */
  readonly kind?: 'grid' | 'matrix' | undefined;
  readonly onKeyDown?: KeyboardEventHandler<HTMLElement>;
  /** The `<table>` element. */
  readonly children: ReactNode;
}) {
  const { t } = useLocale();
  const frame = useRef<HTMLElement>(null);
  const sides = useMoreBeyond(frame);
  return (
    <div className={styles.room} data-more={sides}>
      <section
        ref={frame}
        className={styles.frame}
        data-kind={kind}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        onKeyDown={onKeyDown}
        aria-label={t('figure.tableOf', { title: caption })}
      >
        {children}
      </section>
    </div>
  );
}
