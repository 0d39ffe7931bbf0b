import { useQuery } from '@tanstack/react-query';
import { nextNumbersQuery } from '../api/questions.ts';
import { formatDay } from '../text/format.ts';
import { type Locale, useLocale } from '../text/locale.tsx';

/** The date of the next numbers; nothing if the plan contains none for this reader. */
export function NextNumbers() {
  const locale = useLocale();
  const { data: next } = useQuery(nextNumbersQuery());
  return next ? <p>{nextNumbersText(next, locale)}</p> : null;
}

/** "The next numbers (November 2026) are due on 22.12.2026." */
export const nextNumbersText = (
  next: { readonly period: string; readonly day: string; readonly needsApproval: boolean },
  { t, period }: Pick<Locale, 't' | 'period'>,
): string =>
  t(next.needsApproval ? 'state.next.approved' : 'state.next.due', {
    period: period(next.period),
    day: formatDay(next.day),
  });
