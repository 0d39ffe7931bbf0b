import { queryOptions } from '@tanstack/react-query';
import { explainSchema } from '@waylight/presentation';
import * as z from 'zod/mini';
import { getJson } from './client.ts';
import type { Explain } from './schemas.ts';

const share = z.optional(z.enum(['all', 'most', 'some', 'none']));

/** Completeness of one country in a month, or of several that are pooled because few organisations are expected. */
export const countryCompletenessSchema = z.object({
  countries: z.array(z.string()),
  stated: share,
  present: share,
  fieldVisits: z.optional(z.number()),
  staffDays: z.optional(z.number()),
  reported: z.array(z.object({ country: z.string(), incidents: z.number() })),
});
export type CountryCompleteness = z.output<typeof countryCompletenessSchema>;

export const completenessMonthSchema = z.object({
  period: z.string(),
  release: z.string(),
  k: z.number(),
  entries: z.array(countryCompletenessSchema),
});
export type CompletenessMonth = z.output<typeof completenessMonthSchema>;

const completenessSchema = z.object({
  asOf: z.optional(z.string()),
  months: z.array(completenessMonthSchema),
  explain: explainSchema,
});

export type CompletenessAnswer = {
  readonly asOf: string | undefined;
  /** Oldest first. */
  readonly months: readonly CompletenessMonth[];
  readonly explain: Explain;
};

/** First and last month, both included; undefined for every month that the reader may see. */
export type CompletenessBounds = { readonly from?: string; readonly to?: string };

export const completenessQuery = (bounds: CompletenessBounds = {}) =>
  queryOptions({
    queryKey: ['completeness', bounds],
    queryFn: async ({ signal }): Promise<CompletenessAnswer> => {
      const { asOf, months, explain } = await getJson(
        `/v1/completeness?${new URLSearchParams(bounds)}`,
        completenessSchema,
        signal,
      );
      const origin = {
        ...({ layer: 'reports', unit: 'organisations', asOf: asOf ?? '', k: months.at(-1)?.k } as const),
        periods: months.map(({ period }) => period),
      };
      return { asOf, months, explain: asOf === undefined ? explain : { ...explain, origin } };
    },
  });
