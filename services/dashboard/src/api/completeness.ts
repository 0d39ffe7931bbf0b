import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { getJson } from './client.ts';
import { type Explain, explainSchema } from './schemas.ts';

const share = v.optional(v.picklist(['all', 'most', 'some', 'none']));

/** Completeness of one country in a month, or of several that are pooled because few organisations are expected. */
export const countryCompletenessSchema = v.object({
  countries: v.array(v.string()),
  stated: share,
  present: share,
  fieldVisits: v.optional(v.number()),
  staffDays: v.optional(v.number()),
  reported: v.array(v.object({ country: v.string(), incidents: v.number() })),
});
export type CountryCompleteness = v.InferOutput<typeof countryCompletenessSchema>;

export const completenessMonthSchema = v.object({
  period: v.string(),
  release: v.string(),
  k: v.number(),
  entries: v.array(countryCompletenessSchema),
});
export type CompletenessMonth = v.InferOutput<typeof completenessMonthSchema>;

const completenessSchema = v.object({
  asOf: v.optional(v.string()),
  months: v.array(completenessMonthSchema),
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
