import { AUDIENCES } from '@waylight/disclosure-control';
import { z } from 'zod';
import { ROLES } from '../accounts/roles.ts';
import { DEFAULT_RETURN_PATH } from '../sign-in/sign-in.ts';

export const sessionSchema = z.object({
  signIn: z.boolean().describe('True if sign-in is configured'),
  trial: z.literal(true).optional().describe('Present if all data of this region are of a trial'),
  role: z.enum(['public', ...ROLES]),
  organisation: z.string().optional().describe('Registry id of an analyst’s organisation'),
  name: z
    .string()
    .optional()
    .describe('Full name of the organisation or authority in the registry, if the reader has one'),
  nodes: z
    .array(
      z.object({
        country: z.string(),
        origin: z.string().optional().describe('Origin of the node for browsers; absent if it has none'),
      }),
    )
    .optional()
    .describe('For analysts: the nodes with the organisation’s reports, to query its own numbers'),
  reads: z.enum(AUDIENCES).describe('The audience whose releases this reader may read'),
  account: z
    .string()
    .optional()
    .describe('The same in each session of one account; it does not identify the person'),
  accountName: z
    .string()
    .optional()
    .describe('Name of the account at the provider. Only the browser of the session stores it.'),
  csrfToken: z.string().optional().describe('Send it as x-csrf-token with every change'),
  endsAt: z.string().optional().describe('Time at which the session ends if it is not used until then'),
});
export type SessionBody = z.output<typeof sessionSchema>;

export const signedOutSchema = z.object({
  signOutUrl: z.string().optional().describe('URL that ends the session at the provider too'),
});

export const signInQuerySchema = z.object({
  returnTo: z.string().default(DEFAULT_RETURN_PATH).describe('A path of this service to return to'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z]{4})?$/)
    .optional()
    .catch(undefined)
    .describe('The language of the provider’s page, such as sr-Latn'),
});
