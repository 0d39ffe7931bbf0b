import type { ReportedShare } from '@waylight/presentation';
import type { CompletenessAnswer } from '../../api/completeness.ts';
import { reportedShareText } from '../../model/completeness-text.ts';
import { codesOf, type Grid, type GridCell } from '../../model/grid.ts';
import type { Locale } from '../../text/locale.tsx';
import { effortsOf, fewEffort, leastShare, readAgainst, written } from './effort.ts';
import type { Effort } from './trends-view.ts';

export type EffortGridOptions = {
  readonly title: string;
  readonly completeness: CompletenessAnswer;
  readonly effort: Effort;
  readonly base: number;
};

/** The numbers of a grid divided by effort. A note states the completeness, unless all organisations reported. */
export function effortGrid(
  grid: Grid,
  { title, completeness, effort, base }: EffortGridOptions,
  locale: Locale,
): Grid {
  const efforts = effortsOf(completeness.months, effort);
  const shareOf = leastShare(completeness.months);
  const cellOf = (cell: GridCell, row: number, column: number): GridCell => {
    const { country = '', period = '' } = codesOf(grid, row, column);
    const share = shareOf(country, period);
    const incidents = cell.kind === 'number' ? cell.value : undefined;
    const against = readAgainst(efforts, { country, period, incidents }, base);
    if (against !== undefined) {
      const { value, from, to } = written(against);
      return {
        kind: 'number',
        value,
        min: from,
        max: to,
        text: spanText(written(against), locale),
        ...(share === undefined ? {} : { completeness: share, silent: share === 'none' ? 'own' : 'none' }),
        ...shareNote(share, locale),
      };
    }
    // Silence is shown as the reason. An effort of 0–4 and an unpublished effort are different reasons.
    if (share === 'none') return word(locale.t('completeness.cell.silent'));
    if (cell.kind === 'none') return cell;
    const few = fewEffort(efforts, { country, period });
    const reason =
      few === undefined
        ? locale.t('effort.notPublished')
        : locale.t('effort.few', { range: `${locale.number(few.from)}–${locale.number(few.to)}` });
    return word([reason, shareNote(share, locale).note].filter((text) => text !== undefined).join(' '));
  };
  return {
    ...grid,
    title,
    rows: grid.rows.map(({ heads, cells }, row) => ({
      heads,
      cells: cells.map((cell, column) => cellOf(cell, row, column)),
    })),
  };
}

const word = (text: string): GridCell => ({ kind: 'text', text, look: 'word' });

function spanText({ value, from, to }: ReturnType<typeof written>, { t, number }: Locale): string {
  return value === 0
    ? t('effort.upTo', { to: number(to) })
    : t('effort.span', { n: number(value), from: number(from), to: number(to) });
}

function shareNote(share: ReportedShare | undefined, locale: Locale): { readonly note?: string } {
  if (share === undefined || share === 'all') return {};
  return { note: share === 'none' ? locale.t('completeness.cell.silent') : reportedShareText(share, locale) };
}
