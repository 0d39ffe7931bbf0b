import { useSearchParams } from 'wouter';
import { ROUTES } from '../../model/routes.ts';

export const BORDER_PERIODS = ['month', 'quarter', 'year'] as const;
export type BorderPeriod = (typeof BORDER_PERIODS)[number];

/** Choices of a reader; the address contains all of them. */
export type BorderView = {
  readonly period: BorderPeriod;
  /** The newest period if the address names none. */
  readonly at: string | undefined;
  /** Only segments that begin or end here. */
  readonly country: string | undefined;
};

const FIRST: BorderView = { period: 'month', at: undefined, country: undefined };

/** Reads an address. Missing and invalid choices are as at first. */
export function readBorderView(parameters: URLSearchParams): BorderView {
  const country = parameters.get('country') ?? '';
  return {
    period: BORDER_PERIODS.find((kind) => kind === parameters.get('period')) ?? FIRST.period,
    at: parameters.get('at') || undefined,
    country: /^[A-Z]{2}$/.test(country) ? country : undefined,
  };
}

export function writeBorderView(view: BorderView, others: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(others);
  for (const name of ['period', 'at', 'country'] as const) {
    const value = view[name];
    if (value === undefined || value === FIRST[name]) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Address of the page of a segment; without a code that of all segments. */
export function borderPath(code: string | undefined, view: Partial<BorderView> = {}): string {
  const search = writeBorderView({ ...FIRST, ...view }, new URLSearchParams()).toString();
  const path = code === undefined ? ROUTES.border.path : `${ROUTES.border.path}/${encodeURIComponent(code)}`;
  return search === '' ? path : `${path}?${search}`;
}

export function useBorderView(): { readonly view: BorderView; readonly change: (next: BorderView) => void } {
  const [parameters, setParameters] = useSearchParams();
  const change = (next: BorderView) =>
    setParameters((before) => writeBorderView(next, before), { replace: true });
  return { view: readBorderView(parameters), change };
}
