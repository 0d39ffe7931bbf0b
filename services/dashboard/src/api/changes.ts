import { queryOptions } from '@tanstack/react-query';
import { CHANGE_REASONS, EFFORT_UNITS, VERDICTS } from '@waylight/presentation';
import * as z from 'zod/mini';
import { getJson } from './client.ts';
import { nextNumbersSchema } from './schemas.ts';

const verdict = z.enum(VERDICTS);
const reasons = z.array(z.enum(CHANGE_REASONS));
const span = z.object({ min: z.number(), max: z.number() });
const releasedNumber = z.object({ value: z.number(), min: z.number(), max: z.number() });
const countries = z.array(z.string());

const comparisonSchema = z.object({
  subject: z.array(z.object({ dimension: z.string(), code: z.string() })),
  number: z.optional(releasedNumber),
  comparedNumber: z.optional(releasedNumber),
  difference: z.optional(span),
  verdict: z.optional(verdict),
  reasons: z.optional(reasons),
  leftOut: z.optional(countries),
  perEffort: z.optional(
    z.array(z.object({ unit: z.enum(EFFORT_UNITS), rate: span, comparedRate: span, verdict })),
  ),
});
export type Comparison = z.output<typeof comparisonSchema>;

const changesSchema = z.object({
  period: z.optional(z.string()),
  comparedPeriod: z.optional(z.string()),
  silent: z.optional(countries),
  comparedSilent: z.optional(countries),
  headline: z.optional(comparisonSchema),
  findings: z.optional(z.array(comparisonSchema)),
  others: z.array(comparisonSchema),
  reasons,
  next: z.optional(nextNumbersSchema),
});
export type Changes = z.output<typeof changesSchema>;

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
