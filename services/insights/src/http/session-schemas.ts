import { AUDIENCES } from '@waylight/disclosure-control';
import { z } from 'zod';
import { ROLES } from '../sign-in/roles.ts';
import { DEFAULT_RETURN_PATH } from '../sign-in/sign-in.ts';

export const sessionSchema = z.object({
  signIn: z.boolean().describe('Whether one can sign in here'),
  role: z.enum(['public', ...ROLES]),
  organisation: z.string().optional().describe('Of an analyst, by its id in the registry'),
  nodes: z
    .array(
      z.object({
        country: z.string(),
        origin: z.string().optional().describe('Where browsers reach the node; none where they do not'),
      }),
    )
    .optional()
    .describe('Of an analyst: the nodes that take the organisation’s reports, to be asked for own numbers'),
  reads: z.enum(AUDIENCES).describe('The circle whose releases this reader sees'),
  account: z
    .string()
    .optional()
    .describe('Whoever has signed in: the same in each session of one account, and it says nothing of whose'),
  csrfToken: z.string().optional().describe('To be sent as x-csrf-token with whatever changes something'),
  endsAt: z.string().optional().describe('When the session ends if nobody uses it'),
});
export type SessionBody = z.output<typeof sessionSchema>;

export const signedOutSchema = z.object({
  signOutUrl: z.string().optional().describe('Where to end the session at the provider as well'),
});

export const signInQuerySchema = z.object({
  returnTo: z.string().default(DEFAULT_RETURN_PATH).describe('A path of this service to come back to'),
});
