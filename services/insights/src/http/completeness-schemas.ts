import type { CountryCompleteness, GetCompletenessResponse } from '@waylight/contracts/insights';
import { completenessFrom, SHARES } from '@waylight/disclosure-control';
import { explainSchema, explanationDocument } from '@waylight/trends';
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
    .describe('By code: one, or those together in which few organisations are expected'),
  stated: share.describe(
    'Of the organisations expected: those that said what they did in the month; absent where too few are expected to say so',
  ),
  present: share.describe('Of the organisations expected: those that said that they were there'),
  fieldVisits: z.int().optional().describe('Visits to the field that they stated, to the nearest 10'),
  staffDays: z.int().optional().describe('Working days of staff in the field, to the nearest 10'),
  reported: z
    .array(z.object({ country: z.string(), incidents: z.int() }))
    .describe('Incidents by the same release, of those countries that it gives a number of their own'),
});

export const completenessSchema = z.object({
  asOf: z.string().optional().describe('The newest release of these months; absent where there is none'),
  months: z
    .array(
      z.object({
        period: z.string(),
        release: z.string(),
        k: z
          .int()
          .describe(
            'Numbers of incidents are multiples of k and less than k from the number reported; 0 is never none',
          ),
        entries: z
          .array(entrySchema)
          .describe('Empty in a release that was made before completeness was kept: then it is not known'),
      }),
    )
    .describe('Those of which this reader may see a release, oldest first'),
  explain: explainSchema,
});

type CompletenessDocument = z.output<typeof completenessSchema>;

/** The answer as HTTP gives it. */
export function completenessDocument({
  months,
  asOf,
  explanation,
}: GetCompletenessResponse): CompletenessDocument {
  if (explanation === undefined) throw new TypeError('an answer says what it means');
  return {
    ...(asOf === '' ? {} : { asOf }),
    months: months.map(({ period, releaseId, roundingBase, entries }) => ({
      ...{ period, release: releaseId, k: roundingBase },
      entries: entries.map(entryOf),
    })),
    explain: explanationDocument(explanation),
  };
}

function entryOf({
  completeness,
  reported,
}: CountryCompleteness): CompletenessDocument['months'][number]['entries'][number] {
  if (completeness === undefined) throw new TypeError('an entry is about countries');
  const released = completenessFrom(completeness);
  return {
    ...released,
    countries: [...released.countries],
    reported: reported.map(({ country, incidents }) => ({ country, incidents })),
  };
}
