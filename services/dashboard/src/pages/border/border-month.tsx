import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { useSilence } from '../../completeness/use-silence.ts';
import { trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';
import { useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { BorderMapFigure } from './border-map-figure.tsx';
import { segmentCells } from './segment-cells.tsx';
import { segmentsOf, sortedSegments } from './segments.ts';

/** The borders in the month that another page shows. */
export function BorderMonth({ month }: { readonly month: string }) {
  const { t, period } = useLocale();
  const query = useQuery(trendsQuery(PAGE_QUESTIONS.segments));
  const isSilent = useSilence([month]);
  return (
    <Answered query={query}>
      {(answer) => {
        const base = answer.k ?? DEFAULT_ROUNDING_BASE;
        const { segments, others } = segmentsOf(answer, month, isSilent);
        const table = (
          <DataTable
            caption={t('border.figure', { period: period(month) })}
            columns={[
              { key: 'segment', title: t('dimension.segment') },
              { key: 'value', title: t('overview.incidents'), isNumber: true },
            ]}
            rows={sortedSegments(segments, 'value').map((segment) => ({
              key: segment.code,
              cells: segmentCells(segment, base),
            }))}
          />
        );
        return (
          <BorderMapFigure {...{ answer, base, segments, others, table }} at={month} isFiltered={false} />
        );
      }}
    </Answered>
  );
}
