import { useState } from 'react';
import type { PeriodKind } from '../../data/planned-table.ts';
import { useLocale } from '../../language/locale.tsx';
import { dimensionText } from '../../parts/code-text.ts';
import { Select } from '../../parts/select.tsx';
import { PERIOD_WORDS } from './table-choice.tsx';
import { askedAnew, type TrendsView } from './trends-view.ts';

const KINDS = ['week', 'month', 'quarter', 'year'] as const satisfies readonly PeriodKind[];
const PLACES = ['trends.ask.first', 'trends.ask.second'] as const;

/** A question in the reader's own words: where no table answers it, the page names the nearest one that does. */
export function QuestionForm({
  view,
  change,
  dimensions,
}: {
  readonly view: TrendsView;
  readonly change: (next: TrendsView) => void;
  /** Every dimension that the plan knows. */
  readonly dimensions: readonly string[];
}) {
  const locale = useLocale();
  const { t } = locale;
  const [by, setBy] = useState<readonly string[]>(['', '']);
  const [period, setPeriod] = useState<PeriodKind>(view.period);
  return (
    <details className="behind">
      <summary>{t('trends.ask')}</summary>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          change(askedAnew(view, [...new Set(by.filter((name) => name !== ''))], period));
        }}
      >
        {PLACES.map((label, place) => (
          <Select
            key={label}
            label={t(label)}
            value={by[place] ?? ''}
            choose={(name) => setBy(by.map((one, at) => (at === place ? name : one)))}
          >
            <option value="">{t('trends.ask.nothing')}</option>
            {dimensions.map((name) => (
              <option key={name} value={name}>
                {dimensionText(name, locale)}
              </option>
            ))}
          </Select>
        ))}
        <Select
          label={t('period.length')}
          value={period}
          choose={(value) => setPeriod(KINDS.find((kind) => kind === value) ?? period)}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(PERIOD_WORDS[kind])}
            </option>
          ))}
        </Select>
        <button type="submit">{t('trends.ask.send')}</button>
      </form>
    </details>
  );
}
