import { type ChangeFormatter, describeComparison } from '@waylight/presentation';
import { type Changes, comparisonOf } from '../../api/changes.ts';
import type { Grid, GridCell } from '../../model/grid.ts';
import { sentenceStart } from '../../text/format.ts';
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
  formatter: ChangeFormatter,
  { t }: Pick<Locale, 't'>,
): Grid {
  const compared = (['previous', 'yearAgo'] as const).filter((key) => key in changes);
  return {
    ...grid,
    columns: [...grid.columns, ...compared.map((id) => ({ id, text: t(COMPARED[id]), isText: true }))],
    rows: grid.rows.map(({ heads, cells }) => ({
      heads,
      cells: [...cells, ...compared.map((key) => verdictCell(changes[key], heads[0]?.id ?? '', formatter))],
    })),
  };
}

/** A verdict in words, with how many more or fewer, or why there is no comparison. Verdicts are computed by insights alone. */
function verdictCell(changes: Changes | undefined, segment: string, formatter: ChangeFormatter): GridCell {
  const comparison = changes && comparisonOf(changes, 'segment', segment);
  if (comparison?.verdict === undefined || changes === undefined) return { kind: 'none' };
  const { terms, number } = formatter;
  const { verdict, difference } = comparison;
  const text = terms.verdicts[verdict];
  const [, reason = ''] = describeComparison(comparison, changes, formatter);
  if (verdict === 'not-comparable')
    return { kind: 'text', text: `${sentenceStart(text, formatter.language)}. ${reason}` };
  if (difference === undefined || (verdict !== 'more' && verdict !== 'fewer')) return { kind: 'text', text };
  const [min = 0, max = 0] = [difference.min, difference.max].map(Math.abs).toSorted((a, b) => a - b);
  return { kind: 'text', text: `${text} (${number(min)}–${number(max)})`, look: verdict };
}
