import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useLocale } from '../text/locale.tsx';

/**
 * What a head holds beside the product. A wide screen shows all of it; a narrow one a button that says which page this is,
 * and the rest over the page, which stays where it is, until it is closed: see shell.css.
 */
export function Menu({
  here,
  children,
}: {
  /** What the page is called; undefined where there is no such page. */
  readonly here: string | undefined;
  readonly children: ReactNode;
}) {
  const { t } = useLocale();
  const id = useId();
  const [at] = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  // Whoever goes to another page is done with it, by whichever way.
  const isOpen = openAt === at;
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => (isOpen ? whenLeft(whole.current, () => setOpenAt(undefined)) : undefined), [isOpen]);
  useLayoutEffect(() => {
    // What is hidden with the focus in it leaves a keyboard nowhere.
    if (!isOpen && whole.current?.contains(document.activeElement)) button.current?.focus();
  }, [isOpen]);
  return (
    <div className="menu" ref={whole}>
      <button
        type="button"
        className="menu-button"
        ref={button}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenAt(isOpen ? undefined : at)}
      >
        {here === undefined ? (
          t('nav.menu')
        ) : (
          <>
            <span className="spoken">{t('nav.menu')}: </span>
            {here}
          </>
        )}
      </button>
      <div className="menu-folded" id={id}>
        {children}
      </div>
    </div>
  );
}

/** Calls when Escape is pressed, a link followed, or something else pressed or come to by keyboard; until it is stopped. */
function whenLeft(menu: Element | null, close: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener(
    'keydown',
    ({ key }) => {
      // A dialog over it is closed first.
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
