import { useQuery } from '@tanstack/react-query';
import { concatExplanations } from '@waylight/presentation';
import { completenessQuery } from '../../data/completeness.ts';
import type { Answer, Explain } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { GridTable } from '../../ui/grid-table.tsx';
import { EffortChoice } from './effort-choice.tsx';
import { effortGrid } from './effort-grid.ts';
import type { LaidOut } from './laid-out.ts';
import { PivotChoice } from './pivot-choice.tsx';
import { PERIOD_WORDS } from './table-choice.tsx';
import type { Effort, TrendsView } from './trends-view.ts';

export type EffortViewProps = {
  readonly answer: Answer;
  readonly base: number;
  readonly view: TrendsView;
  readonly effort: Effort;
  readonly change: (next: TrendsView) => void;
  readonly laid: LaidOut;
};

const TITLES = { visits: 'effort.visits.title', days: 'effort.days.title' } as const;

/** Incidents of countries against what organisations did there, each with the span in which it lies. */
export function EffortView({ answer, base, view, effort, change, laid }: EffortViewProps) {
  const locale = useLocale();
  const { t } = locale;
  const query = useQuery(completenessQuery());
  const title = t(TITLES[effort], { period: t(PERIOD_WORDS[view.period]) });
  return (
    <Answered query={query}>
      {(completeness) => {
        const grid = effortGrid(laid.grid, { title, completeness, effort, base }, locale);
        return (
          <Figure
            title={title}
            caption={t('effort.caption')}
            explain={explainBoth(answer.explain, completeness.explain)}
            grids={[grid]}
            hasTable
          >
            <EffortChoice view={view} change={change} />
            <PivotChoice view={view} change={change} laid={laid} />
            <GridTable grid={grid} />
            <p className="caption">{t('effort.legend')}</p>
          </Figure>
        );
      }}
    </Answered>
  );
}

/** What is said of the one number and of the other: nothing of either may be missing from what is exported. */
const explainBoth = (numbers: Explain, effort: Explain): Explain => ({
  ...numbers,
  unit: `${numbers.unit} ${effort.unit}`,
  source: `${numbers.source} ${effort.source}`,
  rounding: `${numbers.rounding} ${effort.rounding}`,
  method: `${numbers.method} ${effort.method}`,
  footnotes: [...new Set([...numbers.footnotes, ...effort.footnotes])],
  // Of one alone they would leave out what the other says.
  sentences: concatExplanations(numbers.sentences, effort.sentences),
});
