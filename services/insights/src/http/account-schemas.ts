import { VISIBLE_LINE, VISIBLE_LINES } from '@waylight/bulletin';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { z } from 'zod';
import { parseReturnPath } from '../sign-in/return-path.ts';
import { instantSchema } from './instants.ts';

/** One line of text that a person enters. */
export const singleLine = (max: number) =>
  z.string().trim().min(1).max(max).regex(VISIBLE_LINE, 'must be one line without control characters');
/** Text that a person enters, with line feeds. */
export const plainText = (max: number) =>
  z.string().trim().min(1).max(max).regex(VISIBLE_LINES, 'must be text without control characters');

/** Base URL to parse paths with. RFC 2606 reserves this host name. */
const DUMMY_ORIGIN = 'https://insights.invalid';
const MAX_PATH_LENGTH = 2_000;

export const itemIdSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 letters, digits, _ or -')
    .describe('Created by the client, such as a UUID'),
});

export const viewBodySchema = z.strictObject({
  name: singleLine(100),
  path: z
    .string()
    .max(MAX_PATH_LENGTH)
    .transform((text, context) => {
      const path = parseReturnPath(text, DUMMY_ORIGIN, MAX_PATH_LENGTH);
      if (path !== undefined && path.length <= MAX_PATH_LENGTH) return path;
      context.addIssue({
        code: 'custom',
        message: 'must be a path of this service, such as /trends?by=country',
      });
      return z.NEVER;
    })
    .describe('The path of the view with its query'),
});

export const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  savedAt: instantSchema,
});
export const viewsSchema = z.object({ views: z.array(viewSchema) });

export const noteBodySchema = z.strictObject({
  day: z.iso.date().describe('The day of the note, such as 2025-03-14'),
  country: z.enum(NODE_COUNTRIES).optional().describe('Absent for the whole region'),
  text: plainText(2_000),
});

export const noteSchema = z.object({
  id: z.string(),
  day: z.string(),
  country: z.string().optional(),
  text: z.string(),
  by: z
    .object({ role: z.literal('analyst'), organisation: z.string() })
    .describe('Organisation of the author. The person is not stored'),
  at: instantSchema,
});
export const notesSchema = z.object({ notes: z.array(noteSchema) });

export const removedSchema = z.object({ removed: z.boolean().describe('False if there was no such item') });
