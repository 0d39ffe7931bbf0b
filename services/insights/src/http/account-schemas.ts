import { VISIBLE_LINE, VISIBLE_LINES } from '@waylight/bulletin';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { z } from 'zod';
import { parseReturnPath } from '../sign-in/return-path.ts';

/** One line that a person writes. */
export const singleLine = (max: number) =>
  z.string().trim().min(1).max(max).regex(VISIBLE_LINE, 'wants one line without control characters');
/** Plain text of a person, with line feeds. */
export const plainText = (max: number) =>
  z.string().trim().min(1).max(max).regex(VISIBLE_LINES, 'wants text without control characters');

const at = z.string().describe('An instant, as in 2025-03-14T12:00:00.000Z');

/** An origin that nobody has: what is read is the path. */
const DUMMY_ORIGIN = 'https://insights.invalid';
const MAX_PATH_LENGTH = 2_000;

export const itemIdSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'wants 1 to 40 letters, digits, _ or -')
    .describe('Made by whoever saves it, such as a UUID'),
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
        message: 'wants a path of this service, such as /trends?by=country',
      });
      return z.NEVER;
    })
    .describe('Where the view is: a path of this service with its query'),
});

export const viewSchema = z.object({ id: z.string(), name: z.string(), path: z.string(), savedAt: at });
export const viewsSchema = z.object({ views: z.array(viewSchema) });

export const noteBodySchema = z.strictObject({
  day: z.iso.date().describe('What it is about, as 2025-03-14'),
  country: z.enum(NODE_COUNTRIES).optional().describe('Without it: the region'),
  text: plainText(2_000),
});

export const noteSchema = z.object({
  id: z.string(),
  day: z.string(),
  country: z.string().optional(),
  text: z.string(),
  by: z
    .object({ role: z.literal('analyst'), organisation: z.string() })
    .describe('Who wrote it, as far as is known: people are not'),
  at,
});
export const notesSchema = z.object({ notes: z.array(noteSchema) });

export const removedSchema = z.object({ removed: z.boolean().describe('False where there was none') });
