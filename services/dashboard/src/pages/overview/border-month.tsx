import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import type { CompletenessBounds } from '../../api/completeness.ts';
import { trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import { sinceYearBefore } from '../../model/period.ts';
import { segmentsOf } from '../../model/segments.ts';
import { BorderMapFigure } from '../../ui/border-map-figure.tsx';
import { Answered } from '../../ui/view-state.tsx';

/** The borders in one month. */
export function BorderMonth({
  month,
  reporting,
}: {
  readonly month: string;
  /** The months of completeness that the page has already loaded. */
  readonly reporting: CompletenessBounds;
}) {
  // Segments without a number in this month are known from the twelve months before it.
  const query = useQuery(trendsQuery({ ...PAGE_QUESTIONS.segments, ...sinceYearBefore(month) }));
  return (
    <Answered query={query}>
      {(answer) => {
        const base = answer.k ?? DEFAULT_ROUNDING_BASE;
        const { segments, others } = segmentsOf(answer, month);
        return (
          <BorderMapFigure
            answer={answer}
            base={base}
            segments={segments}
            others={others}
            reporting={reporting}
            at={month}
            isFiltered={false}
          />
        );
      }}
    </Answered>
  );
}
