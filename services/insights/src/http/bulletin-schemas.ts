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

const version = z.int().min(0);
const at = z.string().describe('An instant, as in 2025-03-14T12:00:00.000Z');
const digest = z
  .string()
  .describe('SHA-256 of the document as canonical JSON behind the line "waylight-bulletin-v1", in hex');

export const saveBulletinSchema = z.strictObject({
  base: version.describe('The version that was edited; 0 for a new bulletin'),
  content: contentSchema,
});
export const bulletinVersionSchema = z.strictObject({ version });
export const approveBulletinSchema = z.strictObject({
  version,
  digest: z.string().max(64).describe('Of what the approver was shown'),
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
    .describe('Of the reader’s own organisation, not frozen yet'),
  frozen: z.array(
    z.object({ ...summary, audience: z.enum(AUDIENCES), period: z.string(), digest, frozenAt: at }),
  ),
});

export const bulletinSchema = z.object({
  ...summary,
  at: at.describe('When it was changed last, or frozen'),
  content: contentSchema.optional().describe('Of a draft: as its authors write it'),
  document: z
    .looseObject({ blocks: z.array(z.looseObject({ kind: z.string() })) })
    .describe('As it is read: with numbers in place of placeholders'),
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
    .describe('Of a draft: what was typed and is no released number, for the second person'),
  problems: z
    .array(
      z.object({
        path: z.string(),
        at: z.int().optional(),
        message: z.string(),
        reason: z.enum(PROBLEM_REASONS).describe('Why, as a code; `message` says the same in English'),
        name: z.string().optional().describe('The placeholder that it is about'),
      }),
    )
    .optional()
    .describe('Of a draft: what cannot be shown as it stands; with any it cannot be approved'),
  isOwnVersion: z
    .boolean()
    .optional()
    .describe('Of a draft: whether this account saved the version, and so cannot approve it'),
});

export const bulletinCommandResultSchema = z.object({
  changed: z.boolean().describe('False where it was so already'),
  bulletin: bulletinSchema,
});

export const staleProblemSchema = problemSchema.extend({
  current: z
    .object({ version, status: z.enum(BULLETIN_STATUSES) })
    .optional()
    .describe('How the bulletin stands'),
});

/** Why a command was refused and what can be done. */
export const BULLETIN_REFUSAL_MESSAGES: Readonly<Record<BulletinRefusal, string>> = {
  frozen: 'The bulletin is frozen: nothing of it changes any more. Begin a new one.',
  stale: 'Somebody has saved another version since: read it, and do what you want to that one.',
  'not-submitted': 'It is not submitted yet: its authors may still be writing.',
  'own-version': 'You saved this version: a second person has to approve it.',
  'reads-otherwise': 'It reads otherwise than it was shown: read it again, and approve that.',
  'not-approved': 'Nobody has approved this version yet.',
};
