import type { PeriodKind } from '../../data/planned-table.ts';
import { PERIOD } from '../../model/grid.ts';
import type { Sorting } from '../../model/rearrange.ts';

const PERIOD_KINDS = ['week', 'month', 'quarter', 'year'] as const satisfies readonly PeriodKind[];
export const EFFORTS = ['visits', 'days'] as const;

/** What organisations did in the field, as far as it is released: visits, or working days of their staff. */
export type Effort = (typeof EFFORTS)[number];

/** Everything that a reader has chosen on the page; the address holds all of it. */
export type TrendsView = {
  /** Dimensions that are told apart, without the period. */
  readonly by: readonly string[];
  readonly period: PeriodKind;
  readonly rows: string | undefined;
  readonly columns: string | undefined;
  /** The one code, or period, of the dimension that is neither in rows nor in columns. */
  readonly only: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Codes that are shown, by dimension; all of a dimension that is not here. */
  readonly kept: Readonly<Record<string, readonly string[]>>;
  readonly sorting: Sorting | undefined;
  /** What numbers are read against; undefined where they are read as they were released. */
  readonly effort: Effort | undefined;
};

const KEPT = 'keep.';
const OWN = ['by', 'period', 'rows', 'columns', 'only', 'from', 'to', 'sort', 'effort'];

/** The view that nobody has changed. */
export const FIRST_VIEW: TrendsView = {
  by: ['country'],
  period: 'month',
  rows: undefined,
  columns: undefined,
  only: undefined,
  from: undefined,
  to: undefined,
  kept: {},
  sorting: undefined,
  effort: undefined,
};

/** Reads an address; what it does not say, or says wrongly, is as in the first view. */
export function readView(parameters: URLSearchParams): TrendsView {
  const text = (name: string) => parameters.get(name) || undefined;
  const by = parameters.get('by');
  const kept = [...parameters]
    .filter(([name, value]) => name.startsWith(KEPT) && value !== '')
    .map(([name, value]) => [name.slice(KEPT.length), value.split(',')] as const);
  return {
    by: by === null ? FIRST_VIEW.by : listOf(by),
    period: PERIOD_KINDS.find((kind) => kind === parameters.get('period')) ?? FIRST_VIEW.period,
    rows: text('rows'),
    columns: text('columns'),
    only: text('only'),
    from: text('from'),
    to: text('to'),
    kept: Object.fromEntries(kept),
    sorting: readSorting(parameters.get('sort')),
    effort: EFFORTS.find((effort) => effort === parameters.get('effort')),
  };
}

/** Writes a view into an address, beside what else stands there. */
export function writeView(
  view: TrendsView,
  beside: URLSearchParams = new URLSearchParams(),
): URLSearchParams {
  const next = new URLSearchParams(beside);
  for (const name of [...next.keys()]) if (OWN.includes(name) || name.startsWith(KEPT)) next.delete(name);
  next.set('by', view.by.join(','));
  next.set('period', view.period);
  for (const name of ['rows', 'columns', 'only', 'from', 'to'] as const) {
    const value = view[name];
    if (value !== undefined) next.set(name, value);
  }
  if (view.effort !== undefined) next.set('effort', view.effort);
  for (const [dimension, codes] of Object.entries(view.kept))
    if (codes.length > 0) next.set(`${KEPT}${dimension}`, codes.join(','));
  if (view.sorting !== undefined) next.set('sort', `${view.sorting.order}:${view.sorting.column}`);
  return next;
}

/** The way to a table on the page of trends, as nobody has changed it yet. */
export const trendsPath = (by: readonly string[], period: PeriodKind): string =>
  `/trends?${writeView({ ...FIRST_VIEW, by, period })}`;

function readSorting(text: string | null): Sorting | undefined {
  const match = /^(ascending|descending):(.+)$/s.exec(text ?? '');
  if (match === null) return undefined;
  const [, order, column = ''] = match;
  return { order: order === 'ascending' ? 'ascending' : 'descending', column };
}

/** Each name once, and the period never among them: it is always told apart. */
const listOf = (text: string): readonly string[] => [
  ...new Set(text.split(',').filter((name) => name !== '' && name !== PERIOD)),
];

/** Where each dimension stands. */
export type Placing = {
  readonly rows: string;
  readonly columns: string | undefined;
  readonly third: string | undefined;
};

/** Rows and columns of a view: as it says where that goes, else the first dimension down and periods across. */
export function placingOf({ by, rows, columns }: Pick<TrendsView, 'by' | 'rows' | 'columns'>): Placing {
  const names = [...by, PERIOD];
  const isOne = (name: string | undefined): name is string => name !== undefined && names.includes(name);
  const down = isOne(rows) ? rows : (names.find((name) => name !== columns) ?? PERIOD);
  const others = names.filter((name) => name !== down);
  const across =
    isOne(columns) && columns !== down ? columns : (others.find((name) => name === PERIOD) ?? others[0]);
  return { rows: down, columns: across, third: others.find((name) => name !== across) };
}

/** Another dimension down or across: where it stands already, the two change places. */
export function placed(view: TrendsView, where: 'rows' | 'columns', name: string): TrendsView {
  const at = placingOf(view);
  const other = where === 'rows' ? 'columns' : 'rows';
  const old = at[where];
  const moved = at[other] === name ? old : at[other];
  const next: TrendsView = { ...view, [where]: name, [other]: moved, sorting: undefined };
  // What was chosen of the third dimension says nothing of another one.
  return placingOf(next).third === at.third ? next : { ...next, only: undefined };
}

/** A question to another table: what was chosen of this one's cells does not go with it, but for what both tell apart. */
export function askedAnew(view: TrendsView, by: readonly string[], period: PeriodKind): TrendsView {
  const kept = Object.fromEntries(Object.entries(view.kept).filter(([name]) => by.includes(name)));
  const bounds =
    period === view.period ? { from: view.from, to: view.to } : { from: undefined, to: undefined };
  return { ...FIRST_VIEW, by, period, kept, effort: view.effort, ...bounds };
}

/** The same table with all that it has. */
export const unfiltered = (view: TrendsView): TrendsView => ({
  ...view,
  ...{ only: undefined, from: undefined, to: undefined, kept: {} },
});
