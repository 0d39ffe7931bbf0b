import type { PlannedTable } from '../../api/planned-table.ts';
import type { Answer } from '../../api/schemas.ts';
import { codeText } from '../../text/code-name.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { TOGETHER } from '../../text/table-codes.ts';
import { CodeName } from '../../ui/code-name.tsx';
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
        row: t('code.pooled'),
        period: period(newest),
        codes: (pooled.get(newest) ?? []).map((code) => codeText(dimension, code, locale)).join('; '),
      }),
  ].filter((note) => note !== false && note !== '');
  return notes.length === 0 ? null : <p className="caption">{notes.join(' ')}</p>;
}

/** Codes that the pooled row of a dimension counts together, by period. */
export function pooledCodes(
  { cells }: Pick<Answer, 'cells'>,
  dimension: string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    cells.flatMap(({ pooled, ...cell }) =>
      cell[dimension] === TOGETHER && typeof pooled === 'string'
        ? [[String(cell.period), pooled.split(' ')] as const]
        : [],
    ),
  );
}

/** Lists codes that a table counts under another code, so that readers do not underestimate them. */
export function MergedNotes({ table }: { readonly table: PlannedTable }) {
  const locale = useLocale();
  const merged = table.dimensions.flatMap(({ name, merged }) =>
    [...merged].map(([into, codes]) => ({ name, into, codes })),
  );
  if (merged.length === 0) return null;
  return (
    <ul className="caption">
      {merged.map(({ name, into, codes }) => (
        <li key={`${name}.${into}`}>
          <Say
            id="trends.merged"
            values={{
              code: (
                <strong>
                  <CodeName dimension={name} code={into} />
                </strong>
              ),
              codes: codes.map((code) => codeText(name, code, locale)).join('; '),
            }}
          />
        </li>
      ))}
    </ul>
  );
}
