import { useLocale } from '../../language/locale.tsx';
import { Select } from '../../parts/select.tsx';
import type { MessageId } from '../../text/texts.ts';
import { hasEffort } from './effort.ts';
import { askedAnew, EFFORTS, type Effort, type TrendsView } from './trends-view.ts';

const WORDS: Readonly<Record<Effort, MessageId>> = { visits: 'effort.visits', days: 'effort.days' };
const NUMBERS = 'numbers';

/** Whether numbers are read as they were released, or against what organisations did; and where that cannot be, why. */
export function EffortChoice({
  view,
  change,
}: {
  readonly view: TrendsView;
  readonly change: (next: TrendsView) => void;
}) {
  const { t } = useLocale();
  const period = view.period === 'week' ? 'month' : view.period;
  return (
    <>
      <div className="fields">
        <Select
          label={t('effort.label')}
          value={view.effort ?? NUMBERS}
          choose={(value) => change({ ...view, effort: EFFORTS.find((effort) => effort === value) })}
        >
          <option value={NUMBERS}>{t('effort.numbers')}</option>
          {EFFORTS.map((effort) => (
            <option key={effort} value={effort}>
              {t(WORDS[effort])}
            </option>
          ))}
        </Select>
      </div>
      {view.effort !== undefined && !hasEffort(view) && (
        <div className="state" role="note">
          <p className="state-says">{t('effort.notHere')}</p>
          <div className="fields">
            <button type="button" onClick={() => change(askedAnew(view, ['country'], period))}>
              {t('effort.byCountry')}
            </button>
            <button type="button" onClick={() => change({ ...view, effort: undefined })}>
              {t('effort.itself')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}
