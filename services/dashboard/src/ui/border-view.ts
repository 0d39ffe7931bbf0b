import { ROUTES } from '../model/routes.ts';
import { anyText, oneOf, type UrlField, urlFields } from './use-url-state.ts';

export const BORDER_PERIODS = ['month', 'quarter', 'year'] as const;
export type BorderPeriod = (typeof BORDER_PERIODS)[number];

/** The reader's choices. The URL contains all of them. */
export type BorderView = {
  readonly period: BorderPeriod;
  /** Undefined for the newest period. */
  readonly at: string | undefined;
  /** Country at which the segments begin or end. */
  readonly country: string | undefined;
};

const country: UrlField<string | undefined> = {
  read: (text = '') => (/^[A-Z]{2}$/.test(text) ? text : undefined),
  write: (code) => code,
};

export const BORDER_URL = urlFields<BorderView>({
  period: oneOf(BORDER_PERIODS, 'month'),
  at: anyText,
  country,
});

const FIRST = BORDER_URL.read(new URLSearchParams());

/** URL of a segment's page; without a code that of all segments. */
export function borderPath(code: string | undefined, view: Partial<BorderView> = {}): string {
  const search = BORDER_URL.write({ ...FIRST, ...view }).toString();
  const path = code === undefined ? ROUTES.border.path : `${ROUTES.border.path}/${encodeURIComponent(code)}`;
  return search === '' ? path : `${path}?${search}`;
}
