import { lazy, type ReactNode, Suspense } from 'react';
import type { FigureAnswer } from '../../api/bulletin-schemas.ts';
import { numberText } from '../../model/cell-text.ts';
import { type Grid, numbersOf, type Row, rowKey } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { isSilent, type SilentCountries, silenceOf } from '../../model/silence.ts';
import { SIX } from '../../text/countries.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import chart from '../../ui/charts/chart.module.css';
import { RangeChart } from '../../ui/charts/range-chart.tsx';
import { GridTable } from '../../ui/grid-table.tsx';
import { SilentNote } from '../../ui/silent-note.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import styles from './article.module.css';
import {
  barParts,
  baseOf,
  drawsBars,
  figureGrid,
  isDrawn,
  type Presentation,
  sheetsOf,
} from './figure-grid.ts';
import { figureText } from './words.ts';

const RegionMap = lazy(async () => ({ default: (await import('../../ui/map/region-map.tsx')).RegionMap }));

type FigureViewProps = {
  /** Number of the figure in the bulletin, from 1. */
  readonly n: number;
  readonly answer: FigureAnswer | null;
  readonly presentation: Presentation;
  /** Silences of its countries in its months, as stored in the bulletin. */
  readonly silences: readonly SilentCountries[];
  /** Numbers of its notes. */
  readonly notes: readonly number[];
  /** True if it shares a row with another figure. */
  readonly isHalf: boolean;
  /** Caption by the author. */
  readonly children: ReactNode;
};

/** A figure of a bulletin: title, chart if possible, and always its numbers as a table. */
export function FigureView({ n, answer, presentation, silences, notes, isHalf, children }: FigureViewProps) {
  const locale = useLocale();
  const { t } = locale;
  if (answer === null) return <p className="state state-error">{t('bulletin.figure.missing')}</p>;
  const grid = figureGrid(answer, locale);
  const title = titleOf(n, answer, grid, locale);
  const most = Math.max(1, ...numbersOf(grid).map(({ max }) => max));
  const bars = drawsBars(presentation, grid)
    ? { title: t('bulletin.bars'), contentOf: (row: Row) => <Bar row={row} most={most} /> }
    : undefined;
  return (
    <section className={isHalf ? styles.half : undefined} data-part="figure">
      <h2>
        {title} <NoteNumbers numbers={notes} />
      </h2>
      <p className={styles.note}>{children}</p>
      <div className={isDrawn(presentation, grid) ? styles.drawn : undefined}>
        <Drawing grid={grid} base={baseOf(answer)} presentation={presentation} label={title} />
        {sheetsOf(grid).map((sheet) => (
          <GridTable key={sheet.columns[0]?.id} grid={{ ...sheet, title }} last={bars} />
        ))}
      </div>
      <SilentNote silences={silences} isMarked={silenceOf(grid).isMarked} />
    </section>
  );
}

function titleOf(n: number, { layer, from, to }: FigureAnswer, grid: Grid, locale: Locale): string {
  const dimensions = [...grid.names, ...grid.columns.slice(0, 1)].flatMap(({ dimension }) => dimension ?? []);
  return locale.t('bulletin.figure', {
    n: locale.number(n),
    what: figureText(layer, dimensions, locale),
    when: [...new Set([from, to])].flatMap((id) => (id === undefined ? [] : locale.period(id))).join(' – '),
  });
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

function Drawing({
  grid,
  base,
  presentation,
  label,
}: {
  readonly grid: Grid;
  readonly base: number | undefined;
  readonly presentation: Presentation;
  readonly label: string;
}) {
  const locale = useLocale();
  if (base === undefined || !isDrawn(presentation, grid)) return null;
  if (presentation === 'line') {
    const cells = linesOf(grid)?.[0]?.cells ?? new Map();
    const periods = [...cells.keys()];
    return (
      <div>
        <RangeChart
          label={label}
          periods={periods}
          isSilent={(id) => isSilent(cells.get(id))}
          values={new Map([...cells].map(([id, { value = 0 }]) => [id, value]))}
          base={base}
          most={Math.max(0, ...numbersOf(grid).map(({ value = 0 }) => value))}
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
          const cell = grid.rows.find((row) => rowKey(row) === code)?.cells[0];
          if (cell?.kind !== 'number') return [];
          const text = numberText(cell, locale, 'cell');
          return [{ code, value: cell.value ?? 0, text, isSilent: cell.silent === 'own' }];
        })}
      />
    </Suspense>
  );
}

const WIDTH = 200;
const HEIGHT = 14;

/** The certain part, the range of the exact count, and its middle: a tick at 0 would read as none. The number is next to it. */
function Bar({ row, most }: { readonly row: Row; readonly most: number }) {
  const [cell] = row.cells;
  if (cell?.kind !== 'number') return null;
  const { certain, upTo, middle } = barParts(cell, most);
  return (
    <svg className={styles.bar} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect className={chart.span} x={0} y={2} width={upTo * WIDTH} height={HEIGHT - 4} />
      <rect className={chart.spanRead} x={0} y={2} width={certain * WIDTH} height={HEIGHT - 4} />
      <rect className={chart.bar} x={middle * WIDTH - 1} y={0} width={2} height={HEIGHT} />
    </svg>
  );
}
