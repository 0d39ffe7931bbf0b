import {
  BULLETIN_STATUSES,
  type BulletinRefusal,
  contentSchema,
  FINDING_KINDS,
  PROBLEM_REASONS,
} from '@waylight/bulletin';
import { AUDIENCES } from '@waylight/disclosure-control';
import { problemSchema } from '@waylight/service-kit';
import { z } from 'zod';
import { instantSchema as at } from './instants.ts';

const version = z.int().min(0);
const digest = z
  .string()
  .describe('SHA-256, in hex, of the line "waylight-bulletin-v1" and the document as canonical JSON');

export const saveBulletinSchema = z.strictObject({
  base: version.describe('The edited version; 0 for a new bulletin'),
  content: contentSchema,
});
export const bulletinVersionSchema = z.strictObject({ version });
export const approveBulletinSchema = z.strictObject({
  version,
  digest: z.string().max(64).describe('Digest of the document that the approver has read'),
});

const summary = {
  id: z.string(),
  title: z.string(),
  organisation: z.string(),
  version,
  status: z.enum(BULLETIN_STATUSES),
};
export const bulletinsSchema = z.object({
  drafts: z
    .array(z.object({ ...summary, audience: z.enum(AUDIENCES), period: z.string(), changedAt: at }))
    .describe('Drafts of the reader’s organisation'),
  frozen: z.array(
    z.object({ ...summary, audience: z.enum(AUDIENCES), period: z.string(), digest, frozenAt: at }),
  ),
});

export const bulletinSchema = z.object({
  ...summary,
  at: at.describe('Time of the last change, or of the freeze'),
  content: contentSchema.optional().describe('For drafts: the content with placeholders'),
  document: z
    .looseObject({ blocks: z.array(z.looseObject({ kind: z.string() })) })
    .describe('The bulletin with numbers in place of placeholders'),
  digest,
  findings: z
    .array(
      z.object({
        kind: z.enum(FINDING_KINDS),
        path: z.string(),
        at: z.int(),
        length: z.int(),
        text: z.string(),
      }),
    )
    .optional()
    .describe(
      'For drafts: numbers that the author typed and that are not released numbers, for the approver',
    ),
  problems: z
    .array(
      z.object({
        path: z.string(),
        at: z.int().optional(),
        message: z.string(),
        reason: z.enum(PROBLEM_REASONS).describe('The reason as a code; `message` is its English text'),
        name: z.string().optional().describe('The placeholder with the problem'),
      }),
    )
    .optional()
    .describe('For drafts: problems, which prevent the approval'),
  isOwnVersion: z
    .boolean()
    .optional()
    .describe('For drafts: whether this account saved the version, and so cannot approve it'),
});

export const bulletinCommandResultSchema = z.object({
  changed: z.boolean().describe('False if the state was the same before'),
  bulletin: bulletinSchema,
});

export const staleProblemSchema = problemSchema.extend({
  current: z
    .object({ version, status: z.enum(BULLETIN_STATUSES) })
    .optional()
    .describe('The current state of the bulletin'),
});

/** Reason and next step for a refused command. */
export const BULLETIN_REFUSAL_MESSAGES: Readonly<Record<BulletinRefusal, string>> = {
  frozen: 'The bulletin is frozen and can no longer be changed. Begin a new bulletin.',
  stale: 'Another version was saved meanwhile. Read the new version and repeat your command for it.',
  'not-submitted': 'The version is not submitted yet: its authors may still be writing.',
  'own-version': 'You saved this version: a second person must approve it.',
  'reads-otherwise': 'The numbers have changed since you read them. Read the version again, then approve it.',
  'not-approved': 'This version is not approved yet.',
};
