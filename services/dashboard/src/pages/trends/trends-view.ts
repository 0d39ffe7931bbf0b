import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import { PERIOD } from '../../model/grid.ts';
import type { Sorting } from '../../model/rearrange.ts';
import { isDimension } from '../../text/code-text.ts';
import type { UrlCodec } from '../../ui/use-url-state.ts';

export const EFFORTS = ['visits', 'days'] as const;
export const SHAPES = ['chart', 'map', 'table'] as const;

/** Released effort of organisations: field visits, or working days of their staff. */
export type Effort = (typeof EFFORTS)[number];
export type Shape = (typeof SHAPES)[number];

export type ChosenCode = { readonly dimension: string; readonly code: string };

/** The reader's choices. The URL contains them. */
export type TrendsView = {
  /** The dimension of the breakdown, and optionally one of which a single code is displayed. Never the period. */
  readonly by: readonly string[];
  /** Undefined: the shortest period in which most numbers can be read. */
  readonly period: PeriodKind | undefined;
  /** The code of the second dimension. */
  readonly only: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Displayed codes, by dimension. Without an entry the page chooses them. */
  readonly kept: Readonly<Record<string, readonly string[]>>;
  readonly sorting: Sorting | undefined;
  /** Effort that numbers are divided by. */
  readonly effort: Effort | undefined;
  readonly shape: Shape;
  /** A choice that the last question could not keep. */
  readonly dropped: ChosenCode | undefined;
};

const KEPT = 'keep.';
const OWN = ['by', 'period', 'only', 'from', 'to', 'sort', 'effort', 'show', 'dropped'];

export const FIRST_VIEW: TrendsView = {
  by: ['country'],
  period: undefined,
  only: undefined,
  from: undefined,
  to: undefined,
  kept: {},
  sorting: undefined,
  effort: undefined,
  shape: 'chart',
  dropped: undefined,
};

/** Reads a URL. Missing and invalid parameters have their defaults. */
function readView(parameters: URLSearchParams): TrendsView {
  const text = (name: string) => parameters.get(name) || undefined;
  const by = parameters.get('by');
  const kept = [...parameters]
    .filter(([name, value]) => name.startsWith(KEPT) && value !== '')
    .map(([name, value]) => [name.slice(KEPT.length), value.split(',')] as const);
  return {
    by: by === null ? FIRST_VIEW.by : listOf(by),
    period: PERIOD_KINDS.find((kind) => kind === parameters.get('period')),
    only: text('only'),
    from: text('from'),
    to: text('to'),
    kept: Object.fromEntries(kept),
    sorting: readSorting(parameters.get('sort')),
    effort: EFFORTS.find((effort) => effort === parameters.get('effort')),
    shape: SHAPES.find((shape) => shape === parameters.get('show')) ?? FIRST_VIEW.shape,
    dropped: readDropped(text('dropped')),
  };
}

/** Writes a view into a URL, and keeps other parameters. */
function writeView(view: TrendsView, others?: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(others);
  for (const name of [...next.keys()]) if (OWN.includes(name) || name.startsWith(KEPT)) next.delete(name);
  next.set('by', view.by.join(','));
  for (const name of ['period', 'only', 'from', 'to', 'effort'] as const) {
    const value = view[name];
    if (value !== undefined) next.set(name, value);
  }
  for (const [dimension, codes] of Object.entries(view.kept))
    if (codes.length > 0) next.set(`${KEPT}${dimension}`, codes.join(','));
  if (view.sorting !== undefined) next.set('sort', `${view.sorting.order}:${view.sorting.column}`);
  if (view.shape !== FIRST_VIEW.shape) next.set('show', view.shape);
  if (view.dropped !== undefined) next.set('dropped', `${view.dropped.dimension}:${view.dropped.code}`);
  return next;
}

export const TRENDS_URL: UrlCodec<TrendsView> = { read: readView, write: writeView };

function readSorting(text: string | null): Sorting | undefined {
  const match = /^(ascending|descending):(.+)$/s.exec(text ?? '');
  if (match === null) return undefined;
  const [, order, column = ''] = match;
  return { order: order === 'ascending' ? 'ascending' : 'descending', column };
}

function readDropped(text: string | undefined): ChosenCode | undefined {
  const [, dimension = '', code = ''] = /^(\w+):(.+)$/s.exec(text ?? '') ?? [];
  return isDimension(dimension) ? { dimension, code } : undefined;
}

/** Each name once, and never the period, because every table is broken down by it. */
const listOf = (text: string): readonly string[] => [
  ...new Set(text.split(',').filter((name) => isDimension(name) && name !== PERIOD)),
];

/** Changes to another table. Chosen codes are kept for dimensions that it has too. */
export function changeTable(
  view: TrendsView,
  by: readonly string[],
  period: PeriodKind | undefined,
  only?: string,
): TrendsView {
  const kept = Object.fromEntries(Object.entries(view.kept).filter(([name]) => name === by[0]));
  const bounds = period !== undefined && period === view.period ? { from: view.from, to: view.to } : {};
  return { ...FIRST_VIEW, by, period, only, kept, shape: view.shape, effort: view.effort, ...bounds };
}

/** The same table with all its codes and periods. */
export const unfiltered = (view: TrendsView): TrendsView => ({
  ...view,
  from: undefined,
  to: undefined,
  kept: {},
});
