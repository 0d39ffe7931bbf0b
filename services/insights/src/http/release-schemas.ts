import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { problemSchema } from '@waylight/service-kit';
import { questionEchoSchema, sentencesSchema } from '@waylight/trends';
import { z } from 'zod';
import type { Notice } from '../answers/notices.ts';

export const nearestProblemSchema = problemSchema.extend({
  nearest: z
    .object({ tableId: z.string(), why: z.string(), question: questionEchoSchema.optional() })
    .optional()
    .describe('The released table that comes nearest to a question that none answers'),
});

const releaseSchema = z.object({
  id: z.string(),
  table: z.string(),
  period: z.string(),
  audience: z.string(),
  k: z.number(),
});
export const releasesSchema = z.object({ releases: z.array(releaseSchema) });

/** A release as the list names it. */
export function releaseBody({ notice }: Pick<Notice, 'notice'>): z.output<typeof releaseSchema> {
  const { releaseId: id, tableId: table, period, audience, roundingBase } = notice;
  return { id, table, period, audience: audienceOrNarrowest(audience), k: roundingBase };
}

export const releaseIdSchema = z.object({
  id: z.string().max(200).describe('As the list of releases names it'),
});

export const releaseKeysSchema = z
  .array(
    z.object({
      keyId: z.string(),
      algorithm: z.string(),
      publicKey: z.string().describe('SubjectPublicKeyInfo, DER in base64'),
      from: z.string(),
      until: z.string().optional(),
    }),
  )
  .describe('In the form in which the command line takes it to verify a release');

export const releasePlanSchema = z.object({
  paragraphs: z.array(z.string()).describe('What the plan says, in English; of each table in one of them'),
  sentences: z
    .array(sentencesSchema)
    .describe('Each paragraph sentence by sentence, for who says them in another language'),
  plan: z
    .looseObject({
      version: z.int(),
      base: z.int(),
      from: z.string(),
      tables: z.array(z.looseObject({ id: z.string() })),
    })
    .describe('The plan as its file has it'),
});

export const statusSchema = z.object({
  at: z.string(),
  nodes: z.array(
    z.object({ country: z.string(), freshness: z.enum(['under a day', 'under a week', 'older']) }),
  ),
});
