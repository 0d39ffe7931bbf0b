import { queryOptions } from '@tanstack/react-query';
import { CHANGE_REASONS, EFFORT_UNITS, VERDICTS } from '@waylight/presentation';
import * as v from 'valibot';
import { getJson } from './client.ts';
import { nextNumbersSchema } from './schemas.ts';

const verdict = v.picklist(VERDICTS);
const reasons = v.array(v.picklist(CHANGE_REASONS));
const span = v.object({ min: v.number(), max: v.number() });
const releasedNumber = v.object({ value: v.number(), min: v.number(), max: v.number() });
const countries = v.array(v.string());

const comparisonSchema = v.object({
  subject: v.array(v.object({ dimension: v.string(), code: v.string() })),
  number: v.optional(releasedNumber),
  comparedNumber: v.optional(releasedNumber),
  difference: v.optional(span),
  verdict: v.optional(verdict),
  reasons: v.optional(reasons),
  leftOut: v.optional(countries),
  perEffort: v.optional(
    v.array(v.object({ unit: v.picklist(EFFORT_UNITS), rate: span, comparedRate: span, verdict })),
  ),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;

const changesSchema = v.object({
  period: v.optional(v.string()),
  comparedPeriod: v.optional(v.string()),
  silent: v.optional(countries),
  comparedSilent: v.optional(countries),
  headline: v.optional(comparisonSchema),
  findings: v.optional(v.array(comparisonSchema)),
  others: v.array(comparisonSchema),
  reasons,
  next: v.optional(nextNumbersSchema),
});
export type Changes = v.InferOutput<typeof changesSchema>;

export const COMPARED_WITH = ['previous', 'year-ago'] as const;
export type ComparedWith = (typeof COMPARED_WITH)[number];

/**
 * Changes between the period of a release and an earlier one, with the verdicts of insights. Pages do not compare numbers
 * themselves.
 */
export const changesQuery = (release: string, against: ComparedWith) =>
  queryOptions({
    queryKey: ['changes', release, against],
    queryFn: ({ signal }) =>
      getJson(`/v1/changes?${new URLSearchParams({ release, against })}`, changesSchema, signal),
  });

/** The comparison of one code of a dimension. */
export const comparisonOf = (
  { findings = [], others }: Pick<Changes, 'findings' | 'others'>,
  dimension: string,
  code: string,
): Comparison | undefined =>
  [...findings, ...others].find(
    ({ subject }) => subject.length === 1 && subject[0]?.dimension === dimension && subject[0].code === code,
  );
