import { z } from 'zod';

/** How an answer over HTTP repeats what it was asked; see `NamedQuestion`. */
export const questionEchoSchema = z.object({
  layer: z.string(),
  unit: z.string(),
  by: z.array(z.string()),
  period: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

export const explainSchema = z.object({
  unit: z.string(),
  source: z.string(),
  rounding: z.string(),
  method: z.string(),
  attribution: z.array(z.string()),
  footnotes: z.array(z.string()),
});

/** What every door over HTTP answers a question with; see `AnswerDocument`. */
export const answerSchema = questionEchoSchema.extend({
  asOf: z.string(),
  k: z
    .number()
    .optional()
    .describe('Every value is a multiple of k and less than k from the truth; none where values are exact'),
  cells: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  explain: explainSchema,
});
