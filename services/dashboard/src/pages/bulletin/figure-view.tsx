import { formatRounded } from '@waylight/presentation';
import { lazy, type ReactNode, Suspense } from 'react';
import type { FigureAnswer } from '../../api/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../api/completeness.ts';
import type { SilentCountries } from '../../model/silent-spans.ts';
import { dimensionText } from '../../text/code-text.ts';
import { SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import chart from '../../ui/charts/chart.module.css';
import { RangeChart } from '../../ui/charts/range-chart.tsx';
import { CodeName } from '../../ui/code-name.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { NotGiven } from '../../ui/not-given.tsx';
import { Rounded } from '../../ui/rounded.tsx';
import { SilentMark } from '../../ui/silent-mark.tsx';
import { SilentNote } from '../../ui/silent-note.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import styles from './article.module.css';
import { barParts } from './bar-parts.ts';
import { baseOf, drawsBars, isDrawn } from './figure-notes.ts';
import { type LaidOut, layOut, type Presentation, sheetsOf } from './lay-out.ts';
import { hasMarks, type SilentPlace, type SilentPlaces, silentPlaces } from './silent-places.ts';
import { figureText } from './words.ts';

const RegionMap = lazy(async () => ({ default: (await import('../../ui/map/region-map.tsx')).RegionMap }));

type FigureViewProps = {
  /** Number of the figure in the bulletin, from 1. */
  readonly n: number;
  readonly answer: FigureAnswer | null;
  readonly presentation: Presentation;
  /** Completeness in its months, as stored in the bulletin. */
  readonly months: readonly CompletenessMonth[];
  /** Silences of its countries in its months. */
  readonly silences: readonly SilentCountries[];
  /** Numbers of its notes. */
  readonly notes: readonly number[];
  /** True if it shares a row with another figure. */
  readonly isHalf: boolean;
  /** Caption by the author. */
  readonly children: ReactNode;
};

/** A figure of a bulletin: title, chart if possible, and always its numbers as a table. */
export function FigureView({
  n,
  answer,
  presentation,
  months,
  silences,
  notes,
  isHalf,
  children,
}: FigureViewProps) {
  const locale = useLocale();
  const { t, number, period } = locale;
  if (answer === null) return <p className="state state-error">{t('bulletin.figure.missing')}</p>;
  const laid = layOut(answer);
  const places = silentPlaces(laid, months);
  const isMarked = hasMarks(laid, places);
  const { from, to } = answer;
  const k = baseOf(answer);
  const { rowDimensions, columnDimension } = laid;
  const dimensions = columnDimension === undefined ? rowDimensions : [...rowDimensions, columnDimension];
  const title = t('bulletin.figure', {
    n: number(n),
    what: figureText(answer.layer, dimensions, locale),
    when: [...new Set([from, to])].flatMap((id) => (id === undefined ? [] : period(id))).join(' – '),
  });
  return (
    <section className={isHalf ? styles.half : undefined} data-part="figure">
      <h2>
        {title} <NoteNumbers numbers={notes} />
      </h2>
      <p className={styles.note}>{children}</p>
      <div className={isDrawn(presentation, laid, k) ? styles.drawn : undefined}>
        <Drawing laid={laid} places={places} answer={answer} presentation={presentation} label={title} />
        {sheetsOf(laid.columns).map((columns) => (
          <Numbers
            key={columns.join()}
            laid={{ ...laid, columns }}
            places={places}
            answer={answer}
            caption={title}
            presentation={presentation}
          />
        ))}
      </div>
      <SilentNote silences={silences} isMarked={isMarked} />
    </section>
  );
}

/** Links to the notes at the end of the bulletin. */
function NoteNumbers({ numbers }: { readonly numbers: readonly number[] }) {
  const { t, number } = useLocale();
  return (
    <sup className={styles.noteNumbers}>
      {numbers.map((n) => (
        <a key={n} href={`#${noteId(n)}`} aria-label={`${t('bulletin.block.footnotes')} ${number(n)}`}>
          {number(n)}
        </a>
      ))}
    </sup>
  );
}

export const noteId = (n: number): string => `bulletin-note-${n}`;

/** In pixels. */
const LINE_CHART = { width: 420, height: 190 } as const;

type Shown = { readonly laid: LaidOut; readonly places: SilentPlaces; readonly answer: FigureAnswer };

function Drawing({
  laid,
  places,
  answer,
  presentation,
  label,
}: Shown & { readonly presentation: Presentation; readonly label: string }) {
  const { language, number } = useLocale();
  const k = baseOf(answer);
  if (!isDrawn(presentation, laid, k)) return null;
  const isSilent = (code: string) => places.row([code]) !== undefined;
  const values = new Map(laid.rows.map(({ key, codes }) => [codes[0] ?? '', laid.valueAt(key, '') ?? 0]));
  if (presentation === 'line') {
    const periods = [...values.keys()].sort();
    return (
      <div>
        <RangeChart
          label={label}
          periods={periods}
          isSilent={isSilent}
          values={values}
          base={k}
          most={Math.max(0, ...values.values())}
          period={periods.at(-1) ?? ''}
          size={LINE_CHART}
        />
      </div>
    );
  }
  return (
    <Suspense fallback={<ViewState kind="loading" />}>
      <RegionMap
        label={label}
        marks={SIX.flatMap((code) => {
          const value = values.get(code);
          if (value === undefined) return [];
          const text = formatRounded(value, { language, form: 'cell', base: k, format: number });
          return [{ code, value, text, isSilent: isSilent(code) }];
        })}
      />
    </Suspense>
  );
}

function Numbers({
  laid,
  places,
  answer,
  caption,
  presentation,
}: Shown & { readonly caption: string; readonly presentation: Presentation }) {
  const locale = useLocale();
  const { t, number } = locale;
  const { rowDimensions, columnDimension, rows, columns, valueAt } = laid;
  const k = baseOf(answer);
  const barBase = drawsBars(presentation, laid, k) ? k : undefined;
  const most = Math.max(1, ...rows.map(({ key }) => valueAt(key, '') ?? 0)) + (k ?? 0);
  const unit = answer.layer === 'public-record' ? t('overview.record.persons') : t('overview.incidents');
  const reading = (value: number | undefined) => {
    if (value === undefined) return <NotGiven />;
    return k === undefined ? number(value) : <Rounded value={value} form="cell" base={k} />;
  };
  const mark = (place: SilentPlace | undefined) => place !== undefined && <SilentMark of={place} />;
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          key: 'rows',
          title: rowDimensions.map((name) => dimensionText(name, locale)).join(' · ') || t('overview.region'),
        },
        ...columns.map((code) => ({
          key: `of-${code}`,
          title:
            columnDimension === undefined ? (
              unit
            ) : (
              <>
                <CodeName dimension={columnDimension} code={code} />
                {mark(places.column(code))}
              </>
            ),
          isNumber: true,
        })),
        ...(barBase !== undefined ? [{ key: 'bar', title: t('bulletin.bars') }] : []),
      ]}
      rows={rows.map(({ key, codes }) => ({
        key,
        cells: [
          <span key="name">
            <Names dimensions={rowDimensions} codes={codes} />
            {mark(places.row(codes))}
          </span>,
          ...columns.map((code) => (
            <span key={code}>
              {reading(valueAt(key, code))}
              {mark(places.cell(codes, code))}
            </span>
          )),
          ...(barBase === undefined
            ? []
            : [<Bar key="bar" value={valueAt(key, '') ?? 0} base={barBase} most={most} />]),
        ],
      }))}
    />
  );
}

function Names({
  dimensions,
  codes,
}: {
  readonly dimensions: readonly string[];
  readonly codes: readonly string[];
}) {
  const { t } = useLocale();
  if (dimensions.length === 0) return t('overview.region');
  return dimensions.map((dimension, n) => (
    <span key={dimension}>
      {n > 0 && ' · '}
      <CodeName dimension={dimension} code={codes[n] ?? ''} />
    </span>
  ));
}

const WIDTH = 200;
const HEIGHT = 14;

/** The certain part, the range of the exact count, and its middle: a tick at 0 would read as none. The number is next to it. */
function Bar({
  value,
  base,
  most,
}: {
  readonly value: number;
  readonly base: number;
  readonly most: number;
}) {
  const { certain, upTo, middle } = barParts(value, base, most);
  return (
    <svg className={styles.bar} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect className={chart.span} x={0} y={2} width={upTo * WIDTH} height={HEIGHT - 4} />
      <rect className={chart.spanRead} x={0} y={2} width={certain * WIDTH} height={HEIGHT - 4} />
      <rect className={chart.bar} x={middle * WIDTH - 1} y={0} width={2} height={HEIGHT} />
    </svg>
  );
}
