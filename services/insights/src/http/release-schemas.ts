import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { sentencesSchema } from '@waylight/presentation';
import { nextNumbersSchema, questionEchoSchema } from '@waylight/trends';
import { z } from 'zod';
import type { Notice } from '../answers/notices.ts';

/** The answer to a question that no released table answers. */
export const noAnswerSchema = z.object({
  cells: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).max(0),
  why: z.string().describe('The reason why there are no numbers'),
  nearest: z
    .object({ tableId: z.string(), question: questionEchoSchema.optional() })
    .optional()
    .describe('The released table that is nearest to the question'),
  next: nextNumbersSchema.optional(),
});

const releaseSchema = z.object({
  id: z.string(),
  table: z.string(),
  period: z.string(),
  audience: z.string(),
  k: z.number(),
});
export const releasesSchema = z.object({
  releases: z.array(releaseSchema),
  next: nextNumbersSchema.optional(),
});

export function releaseBody({ notice }: Pick<Notice, 'notice'>): z.output<typeof releaseSchema> {
  const { releaseId: id, tableId: table, period, audience, roundingBase } = notice;
  return { id, table, period, audience: audienceOrNarrowest(audience), k: roundingBase };
}

export const releaseIdSchema = z.object({
  id: z.string().max(200).describe('The id in the list of releases'),
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
  .describe('The JSON that the command line reads to verify a release');

export const releasePlanSchema = z.object({
  paragraphs: z.array(z.string()).describe('The plan in English, one paragraph for each table'),
  sentences: z.array(sentencesSchema).describe('The sentences of each paragraph, for translation'),
  plan: z
    .looseObject({
      version: z.int(),
      base: z.int(),
      from: z.string(),
      tables: z.array(z.looseObject({ id: z.string() })),
    })
    .describe('The content of the plan file'),
});

export const aboutSchema = z.object({
  organisations: z
    .array(z.object({ id: z.string(), name: z.string(), countries: z.array(z.string()) }))
    .describe('The active member organisations, which run this region together'),
  contact: z.string().optional().describe('E-mail address or https URL for questions of readers'),
});

export const statusSchema = z.object({
  at: z.string(),
  nodes: z.array(
    z.object({ country: z.string(), freshness: z.enum(['under a day', 'under a week', 'older']) }),
  ),
  example: z
    .object({
      weeks: z.int().describe('Weeks that are loaded'),
      ofWeeks: z.int(),
      secondsLeft: z.int().describe('An estimate'),
    })
    .optional()
    .describe('Present while a trial loads its example data: until then numbers are incomplete'),
});
