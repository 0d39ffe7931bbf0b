import { useSearchParams } from 'wouter';
import { SORTS, type Sort } from './segments.ts';

export const BORDER_PERIODS = ['month', 'quarter', 'year'] as const;

/** What a reader has chosen; the address holds all of it. */
export type BorderView = {
  readonly period: (typeof BORDER_PERIODS)[number];
  /** The period that is read; the newest where the address names none. */
  readonly at: string | undefined;
  /** Only segments that begin or end here. */
  readonly country: string | undefined;
  readonly sort: Sort;
};

const FIRST: BorderView = { period: 'month', at: undefined, country: undefined, sort: 'value' };

/** Reads an address; what it does not say, or says wrongly, is as at first. */
export function readBorderView(parameters: URLSearchParams): BorderView {
  const country = parameters.get('country') ?? '';
  return {
    period: BORDER_PERIODS.find((kind) => kind === parameters.get('period')) ?? FIRST.period,
    at: parameters.get('at') || undefined,
    country: /^[A-Z]{2}$/.test(country) ? country : undefined,
    sort: SORTS.find((sort) => sort === parameters.get('sort')) ?? FIRST.sort,
  };
}

export function writeBorderView(view: BorderView, beside: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(beside);
  for (const name of ['period', 'at', 'country', 'sort'] as const) {
    const value = view[name];
    if (value === undefined || value === FIRST[name]) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export function useBorderView(): { readonly view: BorderView; readonly change: (next: BorderView) => void } {
  const [parameters, setParameters] = useSearchParams();
  const change = (next: BorderView) =>
    setParameters((before) => writeBorderView(next, before), { replace: true });
  return { view: readBorderView(parameters), change };
}
