import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { releaseOf } from '../../api/origin.ts';
import { releasesQuery, sessionQuery, trendsQuery } from '../../api/questions.ts';
import { reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { segmentEnds } from '../../model/counted-countries.ts';
import { crosstab, PERIOD } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { newBulletinPath, releasePath, trendsPath } from '../../model/paths.ts';
import { monthBounds } from '../../model/period.ts';
import { reverseOf } from '../../model/segments.ts';
import { tableText } from '../../model/table-name.ts';
import { verdictTitle } from '../../model/verdict-title.ts';
import { useLocale } from '../../text/locale.tsx';
import { BORDER_URL, type BorderView, borderPath } from '../../ui/border-view.ts';
import { TimeChart } from '../../ui/charts/time-chart.tsx';
import { Span } from '../../ui/columns.tsx';
import { Figure } from '../../ui/figure.tsx';
import { NotesOnFigure } from '../../ui/notes-on-figure.tsx';
import { SegmentName, segmentText } from '../../ui/segment-name.tsx';
import { FewReported, SilentMonths } from '../../ui/silent-note.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { Answered } from '../../ui/view-state.tsx';
import { WatchButton } from '../../ui/watch-button.tsx';
import styles from './border.module.css';
import { BorderHead } from './border-head.tsx';
import { DirectionPanel } from './direction-panel.tsx';
import { useBorderChanges, useBorderNumbers } from './use-border-numbers.ts';

/** Enough to include the same months of the year before. */
const SHOWN_PERIODS = 24;
/** Types by border, and the nearest table for a border without numbers by type. */
const TYPES = { by: ['typeGroup', 'segment'], period: 'quarter', isByReceipt: false } as const;
const NEAREST_TYPES = { ...TYPES, by: ['country', 'typeGroup'] } as const;

/** One segment and its opposite direction: verdicts in sentences, a chart with bounds, notes, releases, and next steps. */
export function SegmentPage({ code }: { readonly code: string }) {
  const locale = useLocale();
  const { t } = locale;
  const { state: view, change } = useUrlState(BORDER_URL);
  const numbers = useBorderNumbers(view);
  const { query, periods, at } = numbers;
  return (
    <>
      <BorderHead title={segmentText(code, locale)} view={view} change={change} numbers={numbers} />
      <div className={`${styles.links} ${styles.actions}`} data-part="border-actions">
        <Link href={borderPath(undefined, view)}>{t('border.all')}</Link>
        <BulletinLink />
        <WatchButton table={`segment-${view.period}`} codes={{ segment: code }} />
      </div>
      <Answered query={query}>
        {(answer) =>
          at === undefined ? null : (
            <Segment
              answer={answer}
              code={code}
              at={at}
              view={view}
              periods={periods.slice(-SHOWN_PERIODS)}
            />
          )
        }
      </Answered>
    </>
  );
}

/** Only members write bulletins. A new one starts with a figure by border segment. */
function BulletinLink() {
  const { t } = useLocale();
  const { data: session } = useQuery(sessionQuery());
  if (session?.role !== 'analyst' || session.reads !== 'partners') return null;
  return <Link href={newBulletinPath}>{t('border.bulletin')}</Link>;
}

type SegmentProps = {
  readonly answer: Answer;
  readonly code: string;
  readonly at: string;
  /** Oldest first. */
  readonly periods: readonly string[];
  readonly view: BorderView;
};

function Segment({ answer, code, at, periods, view }: SegmentProps) {
  const locale = useLocale();
  const { t } = locale;
  const { changes } = useBorderChanges(answer, at);
  const ends = Object.values(segmentEnds(code) ?? {}).filter((end) => end !== undefined);
  const directions = [code, reverseOf(code)].filter((one) => one !== undefined);
  const grid = crosstab(answer, {
    title: t('border.curve', { segment: segmentText(code, locale) }),
    rows: [PERIOD],
    columns: 'segment',
    only: { segment: directions, [PERIOD]: periods },
    order: () => directions,
  });
  const lines = linesOf(grid) ?? [];
  const released = directions.filter((one) => answer.cells.some(({ segment }) => segment === one));
  const finding = verdictTitle(
    changes.previous ?? changes.yearAgo,
    { dimension: 'segment', codes: directions, nameOf: (one) => segmentText(one, locale) },
    locale,
  );
  const chart = <TimeChart label={grid.title} lines={lines} periods={periods} />;
  return (
    <div className={`columns ${styles.segment}`}>
      {released.map((one) => (
        <Span key={one} of={12 / released.length}>
          <DirectionPanel
            code={one}
            cell={lines.find(({ head }) => head.id === one)?.cells.get(at)}
            changes={changes}
            href={one === code ? undefined : borderPath(one, view)}
          />
        </Span>
      ))}
      {released.length < directions.length && (
        <ul className="panel">
          {directions
            .filter((one) => !released.includes(one))
            .map((one) => (
              <li key={one}>
                <SegmentName code={one} />: {t('border.noNumber')}
              </li>
            ))}
        </ul>
      )}
      <Types code={code} />
      {lines.length > 0 && (
        <Figure
          title={finding ?? grid.title}
          caption={t('border.curve.caption')}
          explain={answer.explain}
          grids={[grid]}
          charts={[{ chart }]}
        >
          {chart}
          <NotesOnFigure periods={periods} />
          <SilentMonths periods={periods} countries={ends} />
          <FewReported periods={[at]} countries={ends} bounds={monthBounds(periods)} />
        </Figure>
      )}
      <Releases answer={answer} periods={periods} />
    </div>
  );
}

/** Links the table with the types of incidents of this segment, or the nearest one if the segment has no number in it. */
function Types({ code }: { readonly code: string }) {
  const locale = useLocale();
  const { t } = locale;
  const { data: answer, isPending } = useQuery(trendsQuery(reportQuestion(TYPES.period, ...TYPES.by)));
  const isReleased = answer?.cells.some(({ segment }) => segment === code) === true;
  const table = isReleased ? TYPES : NEAREST_TYPES;
  return (
    <section className="panel" aria-labelledby="border-types">
      <h2 id="border-types">{t('border.types')}</h2>
      {!isPending && (
        <p>
          {t(isReleased ? 'border.types.released' : 'border.types.none')}{' '}
          <Link
            className="table-link"
            href={trendsPath(table.by, table.period, isReleased ? code : 'violence')}
          >
            {tableText(table, locale)}
          </Link>
        </p>
      )}
    </section>
  );
}

/** The releases of the numbers of the page, newest first. */
function Releases({ answer, periods }: Pick<SegmentProps, 'answer' | 'periods'>) {
  const { t, period } = useLocale();
  const { data: releases = [] } = useQuery(releasesQuery());
  const { origin } = answer.explain;
  const found = periods.toReversed().flatMap((id) => {
    const release = origin && releaseOf(origin, id, releases);
    return release === undefined ? [] : [release];
  });
  return (
    <section className="panel" aria-labelledby="border-releases">
      <h2 id="border-releases">{t('border.releases')}</h2>
      <ul className={styles.links}>
        {found.map((one) => (
          <li key={one.id}>
            <Link className="table-link" href={releasePath(one.id)}>
              {period(one.period)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
