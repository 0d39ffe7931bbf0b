/** Verdicts in order of precedence. */
export const VERDICTS = [
  'not-comparable',
  'no-clear-change',
  'within-ordinary-variation',
  'reporting-changed',
  'more',
  'fewer',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const EFFORT_UNITS = ['field-visits', 'staff-days'] as const;
export type EffortUnit = (typeof EFFORT_UNITS)[number];

/** Reasons as in responses; see ChangeReason in changes.proto. */
export const CHANGE_REASONS = [
  'beyond-variation',
  'rounding',
  'days',
  'ordinary-variation',
  'completeness-rose',
  'completeness-fell',
  'silent',
  'silent-before',
  'no-number',
  'no-number-before',
  'silent-left-out',
  'completeness-left-out',
  'silent-without-number',
  'reporting-not-published',
] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

export type ChangeText =
  | Exclude<ChangeReason, 'silent' | 'silent-before' | 'no-number-before' | 'reporting-not-published'>
  | 'rounding.same'
  | 'rounding.others'
  | 'ordinary-variation.others'
  | 'silent.reason'
  | 'silent'
  | 'region'
  | 'both'
  | 'bothWithout'
  | 'headline'
  | 'headlineSilent'
  | 'noVerdict'
  | 'onlyNow'
  | 'onlyEarlier'
  | 'onlyVerdict'
  | 'onlyNumber'
  | 'effort'
  | 'range'
  | 'country'
  | 'noFindings'
  | 'noRelease'
  | 'next'
  | 'nextApproved';

export type Span = { readonly min: number; readonly max: number };
export type ReleasedNumber = Span & { readonly value: number };

/** One comparison of a response. */
export type Comparison = {
  readonly subject: readonly { readonly dimension: string; readonly code: string }[];
  readonly number?: ReleasedNumber | undefined;
  readonly comparedNumber?: ReleasedNumber | undefined;
  readonly difference?: Span | undefined;
  /** Absent, with all that follows, for readers without verdicts. */
  readonly verdict?: Verdict | undefined;
  readonly reasons?: readonly ChangeReason[] | undefined;
  readonly leftOut?: readonly string[] | undefined;
  readonly perEffort?:
    | readonly {
        readonly unit: EffortUnit;
        readonly rate: Span;
        readonly comparedRate: Span;
        readonly verdict: Verdict;
      }[]
    | undefined;
};

/** A response of ListChanges or `GET /v1/changes`. */
export type Changes = {
  readonly period?: string | undefined;
  readonly comparedPeriod?: string | undefined;
  readonly silent?: readonly string[] | undefined;
  readonly comparedSilent?: readonly string[] | undefined;
  readonly headline?: Comparison | undefined;
  readonly findings?: readonly Comparison[] | undefined;
  readonly reasons: readonly ChangeReason[];
  readonly next?: { readonly day: string; readonly needsApproval: boolean } | undefined;
};
