import { z } from 'zod';

/** Messages in reading order; see `ExplanationMessage` in trends.proto. */
export const sentencesSchema = z.array(
  z.object({
    code: z.string().describe('Such as rounding.zero; meaning and arguments of a code never change'),
    args: z
      .record(z.string(), z.string())
      .describe('Whole numbers, periods, days as 2025-03-14, audiences, ids'),
  }),
);

/** Explanation of an answer over HTTP. */
export const explainSchema = z.object({
  unit: z.string(),
  source: z.string(),
  rounding: z.string(),
  method: z.string(),
  attribution: z.array(z.string()),
  footnotes: z.array(z.string()),
  sentences: z
    .object({
      unit: sentencesSchema,
      source: sentencesSchema,
      rounding: sentencesSchema,
      method: sentencesSchema,
    })
    .describe(
      'The first four texts as messages, for translation; show a text in English if one of its codes is unknown',
    ),
});

/** Pages have a schema of their own for it, which the compiler compares with this type. */
export type ExplanationDocument = z.output<typeof explainSchema>;
