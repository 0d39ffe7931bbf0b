import { type KeyboardEventHandler, type ReactNode, useRef } from 'react';
import { useLocale } from '../language/locale.tsx';
import { useEndInSight } from './end-in-sight.ts';
import { useMoreBeyond } from './more-beyond.ts';
import { useWholeColumns } from './whole-columns.ts';

/** What a table scrolls in where a screen is narrow, by keyboard as well; it says at which side there is more. */
export function TableFrame({
  caption,
  last,
  kind = '',
  onKeyDown,
  children,
}: {
  readonly caption: string;
  /** The column that is in sight first where there is no room for all: the newest of periods. */
  readonly last?: string | undefined;
  readonly kind?: string;
  readonly onKeyDown?: KeyboardEventHandler<HTMLElement>;
  /** The table. */
  readonly children: ReactNode;
}) {
  const { t } = useLocale();
  const frame = useRef<HTMLElement>(null);
  useEndInSight(frame, last);
  useWholeColumns(frame, last === undefined);
  const sides = useMoreBeyond(frame);
  return (
    <div className="table-room" data-more={sides}>
      <section
        ref={frame}
        className={`table-frame ${kind}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        onKeyDown={onKeyDown}
        aria-label={t('figure.tableOf', { title: caption })}
      >
        {children}
      </section>
    </div>
  );
}
