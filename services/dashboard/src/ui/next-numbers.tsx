import { useQuery } from '@tanstack/react-query';
import { nextNumbersQuery } from '../api/questions.ts';
import { formatDay } from '../text/format.ts';
import { useLocale } from '../text/locale.tsx';

/** The date of the next numbers; nothing if the plan contains none for this reader. */
export function NextNumbers() {
  const { t, period } = useLocale();
  const { data: next } = useQuery(nextNumbersQuery());
  if (!next) return null;
  const values = { period: period(next.period), day: formatDay(next.day) };
  return <p>{t(next.needsApproval ? 'state.next.approved' : 'state.next.due', values)}</p>;
}
