import { useId } from 'react';
import { type PeriodKind, type PlannedTable, tellsApart } from '../../data/planned-table.ts';
import { useLocale } from '../../language/locale.tsx';
import { dimensionText } from '../../parts/code-text.ts';
import { Select } from '../../parts/select.tsx';
import { useTableNames } from '../../parts/use-table-names.ts';
import type { MessageId } from '../../text/texts.ts';
import { askedAnew, type TrendsView } from './trends-view.ts';

export const PERIOD_WORDS: Readonly<Record<PeriodKind, MessageId>> = {
  week: 'periodKind.week',
  month: 'periodKind.month',
  quarter: 'periodKind.quarter',
  year: 'periodKind.year',
};
const KINDS = ['week', 'month', 'quarter', 'year'] as const;

export type TableChoiceProps = {
  readonly view: TrendsView;
  readonly change: (next: TrendsView) => void;
  readonly tables: readonly PlannedTable[];
  /** The one that is shown. */
  readonly table: PlannedTable | undefined;
};

/** Which released table is read, and which of its dimensions are told apart. */
export function TableChoice({ view, change, tables, table }: TableChoiceProps) {
  const { t } = useLocale();
  const names = useTableNames();
  const choose = (id: string) => {
    const chosen = tables.find((one) => one.id === id);
    if (chosen === undefined) return;
    const names = chosen.dimensions.map(({ name }) => name);
    change(askedAnew(view, names, chosen.period));
  };
  const isListed = table !== undefined && tables.includes(table);
  return (
    <>
      <Select label={t('trends.table')} value={isListed ? table.id : ''} choose={choose}>
        {!isListed && <option value="">{t('trends.table.choose')}</option>}
        {KINDS.map((kind) => {
          const ofKind = tables.filter(({ period }) => period === kind);
          return ofKind.length === 0 ? null : (
            <optgroup key={kind} label={t(PERIOD_WORDS[kind])}>
              {ofKind.map(({ id }) => (
                <option key={id} value={id}>
                  {names.table(id)}
                </option>
              ))}
            </optgroup>
          );
        })}
      </Select>
      {table !== undefined && table.dimensions.length > 1 && (
        <Apart view={view} change={change} table={table} />
      )}
    </>
  );
}

/** A dimension that is not told apart is asked for as one number, where such a number was released. */
function Apart({
  view,
  change,
  table,
}: Pick<TableChoiceProps, 'view' | 'change'> & { readonly table: PlannedTable }) {
  const locale = useLocale();
  const id = useId();
  return (
    <fieldset className="field" aria-labelledby={id}>
      <span id={id}>{locale.t('trends.apart')}</span>
      <span className="checks">
        {table.dimensions.map(({ name }) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={view.by.includes(name)}
              onChange={({ target }) =>
                change(
                  askedAnew(
                    view,
                    table.dimensions
                      .map((one) => one.name)
                      .filter((one) => (one === name ? target.checked : view.by.includes(one))),
                    view.period,
                  ),
                )
              }
            />
            {dimensionText(name, locale)}
          </label>
        ))}
      </span>
    </fieldset>
  );
}

/** The table that a view is read from: the answer's own, else that of the plan which tells exactly this apart. */
export function tableOf(
  tables: readonly PlannedTable[],
  { by, period }: Pick<TrendsView, 'by' | 'period'>,
  asOf: string | undefined,
): PlannedTable | undefined {
  const ofAnswer = tables.find(({ id }) => id === asOf?.split('.')[0]);
  return ofAnswer ?? tables.find((table) => table.period === period && tellsApart(table, by));
}
