import { z } from 'zod';

/** The question as answers over HTTP repeat it; see `questionDocument`. */
export const questionEchoSchema = z.object({
  layer: z.string(),
  unit: z.string(),
  by: z.array(z.string()),
  period: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

/** Sentences in the order in which they are read; see `Sentence` in trends.proto. */
export const sentencesSchema = z.array(
  z.object({
    code: z.string().describe('It keeps its meaning and its arguments for good, such as rounding.zero'),
    args: z
      .record(z.string(), z.string())
      .describe('Whole numbers, periods, days as 2025-03-14, circles of readers, ids'),
  }),
);

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
      'The first four sentence by sentence, for who says them in another language; a part with a sentence that is not known stays English',
    ),
});

/** What every door over HTTP answers a question with; see `AnswerDocument`. */
export const answerSchema = questionEchoSchema.extend({
  asOf: z.string(),
  k: z
    .number()
    .optional()
    .describe(
      'Every value is a multiple of k and less than k from the number reported; none where values are exact',
    ),
  cells: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  explain: explainSchema,
});
