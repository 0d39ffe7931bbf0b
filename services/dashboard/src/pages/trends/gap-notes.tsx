import type { Answer } from '../../api/schemas.ts';
import { codeText } from '../../text/code-name.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { TOGETHER } from '../../text/table-codes.ts';
import { pooledCodes } from './pooled-codes.ts';
import type { Shown } from './shown-grid.ts';
import type { TrendsView } from './trends-view.ts';

/** The meaning of missing numbers; empty if there are none. */
export const gapText = ({ whole }: Pick<Shown, 'whole'>, { t }: Pick<Locale, 't'>): string =>
  whole.rows.some(({ cells }) => cells.some(({ kind }) => kind === 'none')) ? t('trends.gaps') : '';

/** States why numbers are missing, the periods in which the filter has none, and the codes of the pooled row. */
export function GapNotes({
  answer,
  view: { by },
  parts: { whole, shown, only },
}: {
  readonly answer: Answer;
  readonly view: Pick<TrendsView, 'by'>;
  readonly parts: Pick<Shown, 'whole' | 'shown' | 'only'>;
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const [main = '', context = ''] = by;
  const dimension = only === TOGETHER ? context : main;
  const pooled = pooledCodes(answer, dimension);
  const newest = shown.findLast((id) => pooled.has(id));
  const hidden = shown.filter(
    (id) => only !== undefined && pooledCodes(answer, context).get(id)?.includes(only),
  );
  const notes = [
    gapText({ whole }, locale),
    hidden.length > 0 &&
      t('trends.crosses.pooled', {
        name: codeText(context, only ?? '', locale),
        period: hidden.map((id) => period(id)).join(', '),
      }),
    newest !== undefined &&
      t('trends.pooledRow', {
        ...{ row: t('code.pooled'), period: period(newest) },
        codes: (pooled.get(newest) ?? []).map((code) => codeText(dimension, code, locale)).join('; '),
      }),
  ].filter((note) => note !== false && note !== '');
  return notes.length === 0 ? null : <p className="caption">{notes.join(' ')}</p>;
}
