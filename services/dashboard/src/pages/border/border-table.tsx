import type { ReactNode } from 'react';
import type { Change } from '../../data/change.ts';
import { useLocale } from '../../language/locale.tsx';
import { Changed } from '../../parts/changed.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { segmentCells } from './segment-cells.tsx';
import { type SegmentNumbers, type Sort, sortedSegments } from './segments.ts';

/** Every segment with its number and how it changed. */
export function BorderTable({
  caption,
  segments,
  base,
  isYearly,
  sort,
  sortBy,
}: {
  readonly caption: string;
  readonly segments: readonly SegmentNumbers[];
  readonly base: number;
  /** The period before a year is the year before: that is said once. */
  readonly isYearly: boolean;
  readonly sort: Sort;
  readonly sortBy: (sort: Sort) => void;
}) {
  const { t } = useLocale();
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
        ...(isYearly ? [] : [{ key: 'before', title: t('border.sinceBefore'), isNumber: true }]),
        { key: 'year', title: t('border.sinceYear'), isNumber: true },
      ]}
      rows={sortedSegments(segments, sort).map((segment) => ({
        key: segment.code,
        cells: [
          ...segmentCells(segment, base),
          ...(isYearly ? [] : [changeCell(segment.sinceBefore, 'before')]),
          changeCell(segment.sinceYear, 'year'),
        ],
      }))}
    />
  );
}

const changeCell = (change: Change | undefined, key: string): ReactNode =>
  change === undefined ? <NotGiven key={key} /> : <Changed key={key} change={change} />;

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
