import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import type { CompletenessBounds } from '../../api/completeness.ts';
import { trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import { sinceYearBefore } from '../../model/period.ts';
import { useSilence } from '../../model/use-silence.ts';
import { Answered } from '../../ui/view-state.tsx';
import { BorderMapFigure } from './border-map-figure.tsx';
import { segmentsOf } from './segments.ts';

/** The segments of a month: also those that had a number in the twelve months before it. */
export const borderMonthQuery = (month: string) =>
  trendsQuery({ ...PAGE_QUESTIONS.segments, ...sinceYearBefore(month) });

/** The borders in the month that another page shows. */
export function BorderMonth({
  month,
  reporting,
}: {
  readonly month: string;
  /** The months of completeness that the page has loaded. */
  readonly reporting: CompletenessBounds;
}) {
  const query = useQuery(borderMonthQuery(month));
  const isSilent = useSilence([month], reporting);
  return (
    <Answered query={query}>
      {(answer) => {
        const base = answer.k ?? DEFAULT_ROUNDING_BASE;
        const { segments, others } = segmentsOf(answer, month, isSilent);
        return (
          <BorderMapFigure {...{ answer, base, segments, others, reporting }} at={month} isFiltered={false} />
        );
      }}
    </Answered>
  );
}
