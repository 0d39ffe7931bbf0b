import { useQuery } from '@tanstack/react-query';
import { type CompletenessBounds, completenessQuery } from '../api/completeness.ts';
import { monthsOf } from '../model/period.ts';
import { silentSpans } from '../model/silent-spans.ts';
import { SilentNote } from './silent-note.tsx';

/**
 * Which of the countries that a figure shows were silent in its periods, in one sentence; nothing where none was, it is not told, or
 * periods are weeks of receipt. Nobody waits for it: the figure is there before.
 */
export function SilentMonths({
  periods,
  countries,
  isMarked = false,
  bounds,
}: {
  readonly periods: readonly string[];
  /** Those that are shown; all, where numbers are not told apart by country. */
  readonly countries?: readonly string[] | undefined;
  /** Whether they have a sign in the table above. */
  readonly isMarked?: boolean;
  /** The months to load, of a page that has loaded more of them. */
  readonly bounds?: CompletenessBounds;
}) {
  const shown = periods.flatMap(monthsOf).toSorted();
  const [from = '', to = ''] = [shown[0], shown.at(-1)];
  const { data } = useQuery({ ...completenessQuery(bounds ?? { from, to }), enabled: shown.length > 0 });
  return <SilentNote silences={silentSpans(data?.months ?? [], shown, countries)} isMarked={isMarked} />;
}
