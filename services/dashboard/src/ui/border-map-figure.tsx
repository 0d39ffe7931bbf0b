import { periodKindOf } from '@waylight/calendar';
import { formatRounded } from '@waylight/presentation';
import type { CompletenessBounds } from '../api/completeness.ts';
import type { Answer } from '../api/schemas.ts';
import { type OtherCount, type SegmentNumbers, segmentGrid, sortedSegments } from '../model/segments.ts';
import { silenceOf } from '../model/silence.ts';
import { useLocale } from '../text/locale.tsx';
import { BORDER_PERIODS, borderPath } from './border-view.ts';
import { Figure } from './figure.tsx';
import { BorderMap } from './map/border-map.tsx';
import { REGION_MAPS } from './map/gen/region-maps.ts';
import { Rounded } from './rounded.tsx';
import { SegmentName } from './segment-name.tsx';
import { SilentMonths, useSilentCountries } from './silent-note.tsx';

/** The directed segments of one period on the map, with the numbers that have no arrow. */
export function BorderMapFigure({
  answer,
  base,
  at,
  segments,
  others,
  finding,
  isFiltered,
  reporting,
}: {
  readonly answer: Answer;
  readonly base: number;
  readonly at: string;
  readonly segments: readonly SegmentNumbers[];
  readonly others: readonly OtherCount[];
  /** The title, if insights judged the segments. */
  readonly finding?: string | undefined;
  /** Country to which `segments` are limited. Numbers without an arrow belong to no country. */
  readonly isFiltered: boolean;
  readonly reporting?: CompletenessBounds | undefined;
}) {
  const { t, number, period, language } = useLocale();
  const read = (value: number) => formatRounded(value, { language, base, format: number });
  const title = t('border.figure', { period: period(at) });
  const codes = [...sortedSegments(segments), ...others].map(({ code }) => code);
  const label = t('border.map.label', { period: period(at) });
  const silent = useSilentCountries(at, reporting);
  const shown = { label, segments, base, silent };
  const grid = segmentGrid(answer, { title, at, codes });
  const kind = periodKindOf(at);
  const view = { at, period: BORDER_PERIODS.find((one) => one === kind) };
  return (
    <Figure
      title={finding ?? title}
      caption={t('border.map.caption', { period: period(at), zero: read(0) })}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BorderMap {...shown} />, isMap: true }]}
    >
      <BorderMap {...shown} hrefOf={(code) => borderPath(code, view)} />
      <OtherCounts others={[...others, ...withoutArrow(segments)]} base={base} isFiltered={isFiltered} />
      <SilentMonths periods={[at]} isMarked={silenceOf(grid).isMarked} bounds={reporting} />
    </Figure>
  );
}

/** Another plan may contain borders that the map does not show. */
const withoutArrow = (segments: readonly SegmentNumbers[]): readonly OtherCount[] =>
  segments.flatMap(({ code, value }) =>
    value === undefined || code in REGION_MAPS.arrows ? [] : [{ code, value }],
  );

/** Lists numbers without an arrow, so that readers do not take the arrows for all incidents. */
function OtherCounts({
  others,
  base,
  isFiltered,
}: {
  readonly others: readonly OtherCount[];
  readonly base: number;
  /** These numbers are of no country, and are not filtered with the arrows. */
  readonly isFiltered: boolean;
}) {
  const { t } = useLocale();
  if (others.length === 0) return null;
  return (
    <div className="caption">
      <p>{t(isFiltered ? 'border.notShown.region' : 'border.notShown')}</p>
      <ul>
        {others.map(({ code, value }) => (
          <li key={code}>
            <SegmentName code={code} />: <Rounded value={value} base={base} />
          </li>
        ))}
      </ul>
    </div>
  );
}
