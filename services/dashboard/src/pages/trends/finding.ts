import { numberText } from '../../model/cell-text.ts';
import { clearlyLargest } from '../../model/clearly-largest.ts';
import { countedCountries } from '../../model/counted-countries.ts';
import { codesOf, type Grid, type NumberCell, PERIOD, rowKey } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import { countryText } from '../../text/countries.ts';
import type { Locale } from '../../text/locale.tsx';
import { TOGETHER } from '../../text/table-codes.ts';
import { LEFT_OUT } from './shown-grid.ts';

/**
 * The newest number in words: the only one of a chart, or the largest of the whole table. Undefined if another may be as large,
 * or if the chart lacks the largest.
 */
export function findingOf(
  { whole, charted }: { readonly whole: Grid; readonly charted: Grid },
  newest: string,
  locale: Locale,
): string | undefined {
  if (charted.names[0]?.dimension === PERIOD)
    return only(
      charted,
      charted.rows.findIndex((row) => rowKey(row) === newest),
      { column: 0, newest },
      locale,
    );
  const column = charted.columns.findIndex(({ id }) => id === newest);
  if (charted.rows.length === 1) return only(charted, 0, { column, newest }, locale);
  const chartedCodes = new Set(charted.rows.map(rowKey));
  return largestText(whole, { column, newest, isShown: (code) => chartedCodes.has(code) }, locale);
}

function only(
  grid: Grid,
  row: number,
  { column, newest }: { readonly column: number; readonly newest: string },
  locale: Locale,
): string | undefined {
  const { t, period } = locale;
  const cell = grid.rows[row]?.cells[column];
  const head = grid.names[0]?.dimension === PERIOD ? grid.columns[column] : grid.rows[row]?.heads[0];
  if (cell?.kind !== 'number' || head === undefined) return undefined;
  if (cell.silent === 'own') {
    const countries = countedCountries(new Map(Object.entries(codesOf(grid, row, column)))) ?? [];
    return t('silence.notComparable', {
      countries: countries.map((country) => countryText(country, t)).join(', '),
      period: period(newest),
    });
  }
  return t('trends.finding.one', {
    name: headText(head, locale),
    number: numberText(cell, locale),
    period: period(newest),
  });
}

/**
 * The largest named number of a column. A remainder that may be larger, such as "Other or unknown", is named before it. Undefined
 * if it is not certain: several rows are pooled, and one of them may be larger.
 */
export function largestText(
  { rows }: Pick<Grid, 'rows'>,
  {
    column,
    newest,
    isShown = () => true,
  }: { readonly column: number; readonly newest: string; readonly isShown?: (code: string) => boolean },
  locale: Locale,
): string | undefined {
  const { t, period } = locale;
  const isRemainder = (row: Grid['rows'][number]) => LEFT_OUT.includes(rowKey(row));
  const found = clearlyLargest(
    rows.filter((row) => !isRemainder(row)),
    column,
  );
  const head = rows.find((row) => rowKey(row) === found?.id)?.heads[0];
  if (found === undefined || head === undefined || !isShown(found.id)) return undefined;
  const larger = rows
    .filter(isRemainder)
    .flatMap(({ heads: [head], cells }): readonly { head: typeof head; cell: NumberCell }[] => {
      const cell = cells[column];
      return cell?.kind === 'number' && cell.max >= found.cell.min ? [{ head, cell }] : [];
    })
    .toSorted((a, b) => b.cell.max - a.cell.max);
  if (larger.some((one) => one.head?.id === TOGETHER)) return undefined;
  const values = {
    name: headText(head, locale),
    number: numberText(found.cell, locale),
    period: period(newest),
  };
  const [rest] = larger;
  return rest?.head === undefined
    ? t('trends.finding.most', values)
    : t('trends.finding.mostNamed', {
        ...values,
        rest: headText(rest.head, locale),
        restNumber: numberText(rest.cell, locale),
      });
}
