import { weeksIn } from '../../data/period-weeks.ts';
import { UnequalWeeks } from '../../parts/unequal-weeks.tsx';
import { type LaidOut, periodsOf, stepOf } from './laid-out.ts';
import type { Show } from './trends-view.ts';

/** Says where periods are compared that have not as many weeks. Most have as many as a year before: there the others are named alone. */
export function ComparedWeeks({ laid, show }: { readonly laid: LaidOut; readonly show: Show }) {
  if (show === 'numbers') return null;
  const step = stepOf(show);
  const pairs = periodsOf(laid).flatMap((id) => {
    const before = step(id);
    return before === undefined || !laid.periods.includes(before) ? [] : [[before, id] as const];
  });
  const unequal = pairs.filter(([before, id]) => weeksIn(before) !== weeksIn(id));
  if (unequal.length === 0) return null;
  return show === 'before' ? (
    <UnequalWeeks periods={pairs.flat()} />
  ) : (
    <UnequalWeeks periods={unequal.flat().toSorted()} isEachNamed />
  );
}
