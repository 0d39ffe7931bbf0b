import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { useState } from 'react';
import type { Answer } from '../../api/schemas.ts';
import { exactCell, type Grid, textCell } from '../../model/grid.ts';
import { releasePath } from '../../model/paths.ts';
import { periodsIn } from '../../model/period.ts';
import { smallShare } from '../../model/small-share.ts';
import { tableText } from '../../model/table-name.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { type RoundedAnswer, roundedAnswersQuery } from './quality-questions.ts';

/**
 * The share of numbers of each table that are as small as their rounding. Loaded when it is expanded, because it needs the
 * answers of all tables.
 */
export function RoundingPanel() {
  const { t } = useLocale();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="behind" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('quality.rounding')}</summary>
      {isOpen && <RoundedTables />}
    </details>
  );
}

function RoundedTables() {
  return (
    <Answered query={useQuery(roundedAnswersQuery())}>
      {(rows) => {
        const answer = rows[0]?.answer;
        if (answer === undefined) return <ViewState kind="empty" />;
        return <Rounding explain={answer.explain} base={answer.k ?? DEFAULT_ROUNDING_BASE} rows={rows} />;
      }}
    </Answered>
  );
}

function Rounding({
  explain,
  base,
  rows,
}: {
  readonly explain: Answer['explain'];
  readonly base: number;
  readonly rows: readonly RoundedAnswer[];
}) {
  const locale = useLocale();
  const names = useTableNames();
  const { t, number, language } = locale;
  const read = (value: number) => formatRounded(value, { language, base, format: number });
  const words = { small: read(0), least: read(base) };
  const shares = rows
    .map(({ looked, answer }) => ({
      looked,
      asOf: answer.asOf,
      ...smallShare(
        answer.cells.map(({ value }) => Number(value)),
        answer.k ?? base,
      ),
    }))
    .toSorted((a, b) => b.percent - a.percent);
  const title = t('quality.rounding');
  const periods = countedPeriods(rows, locale);
  const advice = new Map(
    shares.flatMap(({ looked, isMostlySmall }) =>
      isMostlySmall ? [[looked.key, t('quality.rounding.coarser')] as const] : [],
    ),
  );
  const grid: Grid = {
    title,
    fixed: {},
    names: [{ id: 'table', text: t('releases.table') }],
    columns: [
      { id: 'numbers', text: t('quality.rounding.numbers') },
      { id: 'share', text: t('quality.rounding.share', words) },
      { id: 'advice', text: t('quality.rounding.advice'), isText: true },
      { id: 'release', text: t('quality.rounding.release'), isText: true },
    ],
    rows: shares.map(({ looked, asOf, count, percent, isMostlySmall }) => ({
      heads: [{ id: looked.key, dimension: 'question', text: tableText(looked, locale) }],
      cells: [
        exactCell(count),
        { ...exactCell(percent), text: t('quality.percent', { n: number(percent) }) },
        textCell(t(isMostlySmall ? 'quality.rounding.coarser' : 'quality.rounding.fine')),
        {
          kind: 'text',
          text: `${names.release(asOf)} ${asOf}`,
          href: releasePath(asOf),
        },
      ],
    })),
  };
  return (
    <Figure
      title={title}
      caption={[
        t('quality.rounding.caption', words),
        periods && t('quality.rounding.periods', { periods }),
      ].join(' ')}
      explain={explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} column={1} /> }]}
    >
      <RowBars
        grid={grid}
        column={1}
        most={100}
        adviceOf={({ heads: [head] }) => advice.get(head?.id ?? '')}
      />
    </Figure>
  );
}

/** First to last period by length: "November 2025 – October 2026; quarter 4 of 2025 – quarter 3 of 2026". */
function countedPeriods(rows: readonly RoundedAnswer[], { period }: Locale): string {
  return [...Map.groupBy(rows, ({ looked }) => looked.period).values()]
    .map((ofOneLength) => periodsIn(...ofOneLength.map(({ answer }) => answer)))
    .filter((periods) => periods.length > 0)
    .map((periods) => [...new Set([periods[0], periods.at(-1)])].map((id) => period(id ?? '')).join(' – '))
    .join('; ');
}
