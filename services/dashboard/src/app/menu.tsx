import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useLocale } from '../text/locale.tsx';
import styles from './head.module.css';

/**
 * The part of the header next to the product. Wide screens show all of it. Narrow screens show a button with the name of the page,
 * which opens the rest over the page; see head.module.css.
 */
export function Menu({
  here,
  children,
}: {
  /** Name of the page; undefined for an unknown page. */
  readonly here: string | undefined;
  readonly children: ReactNode;
}) {
  const { t } = useLocale();
  const id = useId();
  const [at] = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  // Closes after any navigation.
  const isOpen = openAt === at;
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => (isOpen ? whenLeft(whole.current, () => setOpenAt(undefined)) : undefined), [isOpen]);
  useLayoutEffect(() => {
    // The focus must not be in a hidden element.
    if (!isOpen && whole.current?.contains(document.activeElement)) button.current?.focus();
  }, [isOpen]);
  return (
    <div className={styles.menu} ref={whole}>
      <button
        type="button"
        className={styles.button}
        ref={button}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenAt(isOpen ? undefined : at)}
      >
        {here === undefined ? (
          t('nav.menu')
        ) : (
          <>
            <span className="sr-only">{t('nav.menu')}: </span>
            {here}
          </>
        )}
      </button>
      <div className={styles.folded} id={id}>
        {children}
      </div>
    </div>
  );
}

/** Calls `close` when Escape is pressed, a link is followed, or the focus or a click is outside, until it is stopped. */
function whenLeft(menu: Element | null, close: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener(
    'keydown',
    ({ key }) => {
      // An open dialog above it closes first.
      if (key === 'Escape' && document.querySelector('dialog[open]') === null) close();
    },
    { signal },
  );
  for (const kind of ['click', 'focusin'] as const)
    addEventListener(
      kind,
      ({ target }) => {
        if (!(target instanceof Element)) return;
        if (!menu?.contains(target) || (kind === 'click' && target.closest('a') !== null)) close();
      },
      { signal },
    );
  return () => listening.abort();
}
