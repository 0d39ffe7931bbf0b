import { periodKindOf } from '@waylight/calendar';
import { useLocale } from '../../text/locale.tsx';

export function MonthChoice({
  months,
  month,
  choose,
}: {
  readonly months: readonly string[];
  readonly month: string;
  readonly choose: (month: string) => void;
}) {
  const { t, period } = useLocale();
  const kind = periodKindOf(month);
  return (
    <label className="choice">
      <span>{t(kind === 'month' ? 'overview.month' : 'figure.period')}</span>
      <select value={month} onChange={({ target }) => choose(target.value)}>
        {months.toReversed().map((one) => (
          <option key={one} value={one}>
            {period(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
