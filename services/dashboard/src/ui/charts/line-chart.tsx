import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { numberText } from '../../model/cell-text.ts';
import type { Line } from '../../model/lines.ts';
import { isSilent } from '../../model/silence.ts';
import { useLocale } from '../../text/locale.tsx';
import { RangeChart } from './range-chart.tsx';

/** Label of a chart for screen readers. */
export type LineChartText = (
  values: Readonly<Record<'subject' | 'first' | 'from' | 'last' | 'to', string>>,
) => string;

/** One line of a grid over time. */
export function LineChart({
  subject,
  text,
  line: { cells },
  periods,
  most,
}: {
  readonly subject: string;
  readonly text: LineChartText;
  readonly line: Line;
  /** Oldest first. */
  readonly periods: readonly string[];
  /** Largest value of all charts with the same scale. */
  readonly most: number;
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const known = periods.filter((id) => cells.has(id));
  const [from, to] = [known[0], known.at(-1)];
  if (from === undefined || to === undefined) return <p className="caption">{t('cell.notGiven')}</p>;
  const read = (id: string) => {
    const cell = cells.get(id);
    return cell === undefined ? '' : numberText(cell, locale);
  };
  const last = cells.get(to);
  return (
    <RangeChart
      label={text({ subject, first: read(from), from: period(from), last: read(to), to: period(to) })}
      periods={periods}
      isSilent={(id) => isSilent(cells.get(id))}
      values={new Map([...cells].map(([id, { value = 0 }]) => [id, value]))}
      base={cells.get(to)?.base ?? DEFAULT_ROUNDING_BASE}
      most={most}
      period={periods.at(-1) ?? ''}
      lastText={last && to === periods.at(-1) ? numberText(last, locale, 'cell') : undefined}
    />
  );
}
