import type { Answer } from '../../api/schemas.ts';
import { crosstab, type Grid, type GridCell, type NumberCell, PERIOD, rowKey } from '../../model/grid.ts';
import { periodsIn } from '../../model/period.ts';
import type { Locale } from '../../text/locale.tsx';
import { TOTAL } from '../../text/table-codes.ts';

export const NONE = 'none';
const COUNTRY = 'country';

export type Share = { readonly from: number; readonly to: number };

/** The possible shares of a part in its total, in whole per cent. Undefined if the total may be 0. */
export function possibleShare(
  part: Pick<NumberCell, 'min' | 'max'>,
  total: Pick<NumberCell, 'min' | 'max'>,
): Share | undefined {
  if (total.min <= 0) return undefined;
  return {
    from: Math.floor((100 * Math.max(0, part.min)) / total.max),
    to: Math.ceil(Math.min(100, (100 * part.max) / total.min)),
  };
}

export const shareRangeText = ({ from, to }: Share, { t, number }: Pick<Locale, 't' | 'number'>): string =>
  t('quality.percents', { from: number(from), to: number(to) });

/** The answers from which shares with no help recorded are computed: all incidents, and incidents by service. */
export type ShareAnswers = {
  readonly region: Answer;
  readonly regionServices: Answer;
  readonly countries: Answer;
  readonly countryServices: Answer;
};

/**
 * Shares of incidents with no help recorded, by country and period. The whole region is the first row. Pooled countries have no row,
 * because no total is released for them alone.
 */
export function shareGrid(answers: ShareAnswers, title: string, locale: Locale): Grid {
  const region = crosstab(answers.region, { title, rows: [PERIOD] });
  const regionNone = crosstab(answers.regionServices, {
    title,
    rows: ['service'],
    columns: PERIOD,
    only: { service: [NONE] },
  });
  const countries = crosstab(answers.countries, { title, rows: [COUNTRY], columns: PERIOD });
  const none = crosstab(answers.countryServices, {
    title,
    rows: [COUNTRY],
    columns: PERIOD,
    only: { service: [NONE] },
    allColumns: periodsIn(answers.countryServices),
  });
  const periods = none.columns;
  const cellOf = (grid: Grid, code: string, period: string): GridCell | undefined =>
    grid.rows.find((row) => rowKey(row) === code)?.cells[grid.columns.findIndex(({ id }) => id === period)];
  const regionCells = periods.map(({ id }) =>
    shareCell(cellOf(regionNone, NONE, id), region.rows.find((row) => rowKey(row) === id)?.cells[0], locale),
  );
  return {
    ...none,
    rows: [
      {
        heads: [{ id: TOTAL, dimension: COUNTRY, text: locale.t('overview.region') }],
        cells: regionCells,
      },
      ...countries.rows.flatMap(({ heads }) => {
        const code = heads[0]?.id ?? '';
        const cells = periods.map(({ id }) =>
          shareCell(cellOf(none, code, id), cellOf(countries, code, id), locale),
        );
        return cells.every(({ kind }) => kind === 'none') ? [] : [{ heads, cells }];
      }),
    ],
  };
}

function shareCell(part: GridCell | undefined, total: GridCell | undefined, locale: Locale): GridCell {
  if (part?.kind !== 'number' || total?.kind !== 'number') return { kind: 'none' };
  const share = possibleShare(part, total);
  if (share === undefined) return { kind: 'none' };
  return {
    kind: 'number',
    value: undefined,
    min: share.from,
    max: share.to,
    text: shareRangeText(share, locale),
    ...(total.silent === undefined ? {} : { silent: total.silent }),
  };
}

/** The same grid with a single one of its columns. */
export function columnOf(grid: Grid, id: string): Grid {
  const at = grid.columns.findIndex((column) => column.id === id);
  return {
    ...grid,
    columns: grid.columns.slice(at, at + 1),
    rows: grid.rows.map((row) => ({ ...row, cells: row.cells.slice(at, at + 1) })),
  };
}
