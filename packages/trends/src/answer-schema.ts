import { explainSchema } from '@waylight/presentation';
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

/** The answer to a question on every HTTP endpoint; see `AnswerDocument`. */
export const answerSchema = questionEchoSchema.extend({
  asOf: z.string(),
  k: z
    .number()
    .optional()
    .describe(
      'Rounding base: every value is a multiple of k and less than k from the number reported; absent for exact values',
    ),
  cells: z
    .array(z.record(z.string(), z.union([z.string(), z.number()])))
    .describe(
      'Dimensions by name, and value. Released numbers also have min and max, the counts that the value allows, and, for readers who may know it, silent (own, part, none) and completeness (all, most, some, none). A cell of the row not-broken-down has pooled: the codes that it counts together, separated by spaces',
    ),
  explain: explainSchema,
});
