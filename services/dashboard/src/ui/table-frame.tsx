import {
  type KeyboardEventHandler,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useLocale } from '../text/locale.tsx';
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

type Scrolled = Pick<HTMLElement, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>;

/** Sides on which a frame has content out of view, as an attribute value: `start`, `end`, both, or undefined. */
export function sidesWithMore({ scrollLeft, scrollWidth, clientWidth }: Scrolled): string | undefined {
  // Widths are whole pixels but scroll positions are not, so a difference below one pixel is ignored.
  const sides = [scrollLeft >= 1 && 'start', scrollWidth - clientWidth - scrollLeft >= 1 && 'end'];
  return sides.filter((side) => side !== false).join(' ') || undefined;
}

/** Updates that value when the frame scrolls or when the frame or table is resized. */
function useMoreBeyond(frame: RefObject<HTMLElement | null>): string | undefined {
  const [sides, setSides] = useState<string>();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setSides(sidesWithMore(element));
    const sizes = new ResizeObserver(look);
    for (const one of [element, ...element.children]) sizes.observe(one);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [frame]);
  return sides;
}
