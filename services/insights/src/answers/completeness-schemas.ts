import type { CountryCompleteness, GetCompletenessResponse } from '@waylight/contracts/insights';
import { completenessFrom, SHARES } from '@waylight/disclosure-control';
import { explainSchema } from '@waylight/presentation';
import { explanationDocument, nextNumbersSchema } from '@waylight/trends';
import { z } from 'zod';

const bound = (description: string) => z.string().max(10).default('').describe(description);

export const completenessQuestionSchema = z.object({
  from: bound('First period or day: 2025, 2025-Q1, 2025-03, 2025-W10, 2025-03-14'),
  to: bound('Last period or day, inclusive'),
});

const share = z.enum(SHARES).optional();

const entrySchema = z.object({
  countries: z
    .array(z.string())
    .describe('By code: one country, or several pooled because few organisations are expected'),
  stated: share.describe(
    'Share of the expected organisations that sent an activity report for the month; absent if too few are expected',
  ),
  present: share.describe('Share of the expected organisations that were present'),
  fieldVisits: z.int().optional().describe('Their field visits, to the nearest 10'),
  staffDays: z.int().optional().describe('Their staff days in the field, to the nearest 10'),
  reported: z
    .array(z.object({ country: z.string(), incidents: z.int() }))
    .describe('Incidents in the same release, for countries that have their own number in it'),
});

export const completenessSchema = z.object({
  asOf: z.string().optional().describe('The newest release of these months; absent if there is none'),
  months: z
    .array(
      z.object({
        period: z.string(),
        release: z.string(),
        k: z
          .int()
          .describe(
            'Numbers of incidents are multiples of k, and differ from the number reported by less than k. 0 does not mean none',
          ),
        entries: z.array(entrySchema).describe('Empty in a release without completeness'),
      }),
    )
    .describe('Months with a release that this reader may read, oldest first'),
  next: nextNumbersSchema
    .optional()
    .describe('The next month with completeness; absent for authorities and the public, who never get it'),
  explain: explainSchema,
});

type CompletenessDocument = z.output<typeof completenessSchema>;

export function completenessDocument({
  months,
  asOf,
  next,
  explanation,
}: GetCompletenessResponse): CompletenessDocument {
  if (explanation === undefined) throw new TypeError('the answer has no explanation');
  return {
    ...(asOf === '' ? {} : { asOf }),
    months: months.map(({ period, releaseId, roundingBase, entries }) => ({
      period,
      release: releaseId,
      k: roundingBase,
      entries: entries.map(entryOf),
    })),
    ...(next === undefined
      ? {}
      : { next: { period: next.period, day: next.day, needsApproval: next.needsApproval } }),
    explain: explanationDocument(explanation),
  };
}

function entryOf({
  completeness,
  reported,
}: CountryCompleteness): CompletenessDocument['months'][number]['entries'][number] {
  if (completeness === undefined) throw new TypeError('the entry has no completeness');
  const entry = completenessFrom(completeness);
  return {
    ...entry,
    countries: [...entry.countries],
    reported: reported.map(({ country, incidents }) => ({ country, incidents })),
  };
}
