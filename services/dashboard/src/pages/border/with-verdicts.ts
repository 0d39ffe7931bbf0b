import type { ChangeFormatter } from '@waylight/presentation';
import { type Comparison, comparisonOf } from '../../api/changes.ts';
import { type Cell, type Grid, textCell } from '../../model/grid.ts';
import { segmentSilence } from '../../model/segment-silence.ts';
import type { Locale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import type { BorderChanges } from './use-border-numbers.ts';

const COMPARED = {
  previous: 'border.sinceBefore',
  yearAgo: 'border.sinceYear',
} as const satisfies Readonly<Record<string, MessageId>>;

/** The grid with the verdicts on each segment. */
export function withVerdicts(
  grid: Grid,
  changes: BorderChanges,
  formatter: ChangeFormatter | undefined,
  locale: Pick<Locale, 't' | 'period'>,
): Grid {
  const compared = (['previous', 'yearAgo'] as const).filter((key) => key in changes);
  return {
    ...grid,
    columns: [...grid.columns, ...compared.map((id) => ({ id, text: locale.t(COMPARED[id]), isText: true }))],
    rows: grid.rows.map(({ heads, cells }) => ({
      heads,
      cells: [
        ...cells,
        ...compared.map((key) => {
          const of = changes[key];
          const comparison = of && comparisonOf(of, 'segment', heads[0]?.id ?? '');
          const silence = comparison && segmentSilence(comparison, of, locale);
          return silence === undefined ? verdictCell(comparison, formatter) : textCell(silence);
        }),
      ],
    })),
  };
}

/** A verdict in words, and how many more or fewer. Verdicts are computed by insights alone. */
function verdictCell(comparison: Comparison | undefined, formatter: ChangeFormatter | undefined): Cell {
  if (comparison?.verdict === undefined || formatter === undefined) return { kind: 'none' };
  const { verdict, difference } = comparison;
  const { terms, number } = formatter;
  if (difference === undefined || (verdict !== 'more' && verdict !== 'fewer'))
    return { kind: 'text', text: terms.verdicts[verdict] };
  const [min = 0, max = 0] = [difference.min, difference.max].map(Math.abs).toSorted((a, b) => a - b);
  return {
    kind: 'text',
    text: `${terms.verdicts[verdict]} (${number(min)}–${number(max)})`,
    look: verdict,
  };
}
