import { formatRounded } from '@waylight/presentation';
import type { ReactNode } from 'react';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import { State } from './state.tsx';

/** Says that rounding says little in most cells of a table, and leads to where it says more. */
export function MostlySmall({
  base,
  next,
  children,
}: {
  readonly base: number;
  /** What to do about it. */
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
