import { type Changes, comparisonOf } from '../../data/changes.ts';
import { useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { VerdictText } from '../../parts/verdict.tsx';
import { segmentCells } from './segment-cells.tsx';
import { type SegmentNumbers, type Sort, sortedSegments } from './segments.ts';

/** Every segment with its number and the verdicts on it. */
export function BorderTable({
  caption,
  segments,
  base,
  changes,
  sort,
  sortBy,
}: {
  readonly caption: string;
  readonly segments: readonly SegmentNumbers[];
  readonly base: number;
  /** Undefined until they are loaded. The period before a year is the year before, which is shown once. */
  readonly changes: Readonly<Partial<Record<keyof typeof COLUMNS, Changes | undefined>>>;
  readonly sort: Sort;
  readonly sortBy: (sort: Sort) => void;
}) {
  const { t } = useLocale();
  const compared = COMPARED.filter((key) => key in changes);
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          key: 'segment',
          title: <SortButton sort="plan" sortBy={sortBy} title={t('dimension.segment')} />,
        },
        {
          key: 'value',
          title: <SortButton sort="value" sortBy={sortBy} title={t('overview.incidents')} />,
          isNumber: true,
          sorted: sort === 'value' ? 'descending' : undefined,
        },
        ...compared.map((key) => ({ key, title: t(COLUMNS[key]) })),
      ]}
      rows={sortedSegments(segments, sort).map((segment) => ({
        key: segment.code,
        cells: [
          ...segmentCells(segment, base),
          ...compared.map((key) => {
            const of = changes[key];
            return <VerdictText key={key} comparison={of && comparisonOf(of, 'segment', segment.code)} />;
          }),
        ],
      }))}
    />
  );
}

const COLUMNS = { previous: 'border.sinceBefore', yearAgo: 'border.sinceYear' } as const;
const COMPARED = ['previous', 'yearAgo'] as const;

function SortButton({
  sort,
  sortBy,
  title,
}: {
  readonly sort: Sort;
  readonly sortBy: (sort: Sort) => void;
  readonly title: string;
}) {
  return (
    <button type="button" className="sort" onClick={() => sortBy(sort)}>
      {title}
    </button>
  );
}
