import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { useSilence } from '../../completeness/use-silence.ts';
import { trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';
import { Answered } from '../../parts/view-state.tsx';
import { BorderMapFigure } from './border-map-figure.tsx';
import { segmentsOf } from './segments.ts';

/** The borders in the month that another page shows. */
export function BorderMonth({ month }: { readonly month: string }) {
  const query = useQuery(trendsQuery(PAGE_QUESTIONS.segments));
  const isSilent = useSilence([month]);
  return (
    <Answered query={query}>
      {(answer) => {
        const base = answer.k ?? DEFAULT_ROUNDING_BASE;
        const { segments, others } = segmentsOf(answer, month, isSilent);
        return <BorderMapFigure {...{ answer, base, segments, others }} at={month} isFiltered={false} />;
      }}
    </Answered>
  );
}
