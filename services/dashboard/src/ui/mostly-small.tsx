import { formatRounded } from '@waylight/presentation';
import type { ReactNode } from 'react';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import { State } from './state.tsx';

/** Notes that rounding hides most numbers of a table, and links to coarser tables. */
export function MostlySmall({
  base,
  next,
  children,
}: {
  readonly base: number;
  /** Message about the next step. */
  readonly next: MessageId;
  readonly children?: ReactNode;
}) {
  const { t, language, number } = useLocale();
  const read = (value: number) => formatRounded(value, { language, base, format: number });
  return (
    <State says={t('trends.small', { zero: read(0), least: read(base) })} next={t(next)}>
      {children}
    </State>
  );
}
