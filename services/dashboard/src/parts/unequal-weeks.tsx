import { byWeeks } from '../data/period-weeks.ts';
import { useLocale } from '../language/locale.tsx';

/** More than so many periods of a length are "the others": nobody reads a list of all months. */
const MOST_NAMED = 2;

/**
 * Says of periods that are compared how many weeks each has, where they differ; nothing where they do not. `isEachNamed` where there are
 * others beside them that are compared with their equals.
 */
export function UnequalWeeks({
  periods,
  isEachNamed = false,
}: {
  readonly periods: readonly string[];
  readonly isEachNamed?: boolean;
}) {
  const { t, number, period, shortPeriod } = useLocale();
  const groups = byWeeks(periods);
  const [longest, shortest] = [groups[0], groups.at(-1)];
  if (longest === undefined || shortest === undefined || longest === shortest) return null;
  const most = Math.max(MOST_NAMED, ...groups.map((group) => group.periods.length));
  const others = isEachNamed
    ? undefined
    : groups.find((group) => group.periods.length === most && most > MOST_NAMED);
  const name = periods.length > MOST_NAMED ? shortPeriod : period;
  const said = groups.map((group) =>
    group === others
      ? t('weeks.others', { weeks: number(group.weeks) })
      : t('weeks.in', {
          weeks: number(group.weeks),
          periods: group.periods.map((id) => name(id)).join(', '),
        }),
  );
  const percent = Math.round((longest.weeks / shortest.weeks - 1) * 100);
  return (
    <p className="caption">{t('weeks.unequal', { weeks: said.join('; '), percent: number(percent) })}</p>
  );
}
