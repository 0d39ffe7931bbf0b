import { z } from 'zod';
import { LANGUAGES } from '../delivery/messages.ts';
import { FAILURES } from '../delivery/port.ts';
import { WATCHED_REASONS } from '../watches/watch.ts';
import { itemIdSchema } from './account-schemas.ts';
import { instantSchema } from './instants.ts';

const code = z.string().max(64);
const codes = z
  .record(code, code)
  .describe('A code for each dimension of the table, such as {"segment": "RS-HU"}; empty for the region');

export const watchBodySchema = z.strictObject({
  table: code.describe('A table of months, quarters or years of the release plan'),
  codes,
});

export const watchSchema = z.object({
  id: z.string(),
  table: z.string(),
  codes,
  createdAt: instantSchema,
});
export const watchesSchema = z.object({ watches: z.array(watchSchema) });

export const forgottenSchema = z.object({ removed: z.literal(true) });

const failure = z
  .object({ reason: z.enum(FAILURES), at: instantSchema })
  .optional()
  .describe('The last message was given up for this reason');

export const mailBodySchema = z.strictObject({
  address: z.email().max(254),
  language: z.enum(LANGUAGES),
});
export const webhookBodySchema = z.strictObject({
  url: z.string().max(2_000).describe('An https:// address on a host of `webhookHosts`'),
});
export const webhookSavedSchema = z.object({
  url: z.string(),
  secret: z.string().describe('Verifies signatures by Standard Webhooks. It is shown only here'),
});
export const channelSchema = z.object({ channel: z.enum(['mail', 'webhook']) });

export const deliverySchema = z.object({
  mail: mailBodySchema.extend({ failure }).optional(),
  webhook: webhookBodySchema.extend({ failure }).optional(),
  mailDomains: z.array(z.string()).describe('Domains to which mail is sent; empty if none is sent'),
  webhookHosts: z.array(z.string()).describe('Hosts to which webhooks are sent'),
});

const period = z.string().max(10);

export const inboxSchema = z.object({
  count: z.int().describe('Number of all entries'),
  approvals: z
    .array(
      z.object({
        release: z.string(),
        until: instantSchema,
        for: z.string().optional().describe('The member that delegated its approval to the own organisation'),
      }),
    )
    .describe('Releases that wait for an approval by the own organisation'),
  bulletins: z
    .array(z.object({ id: z.string(), title: z.string(), version: z.int() }))
    .describe('Bulletins of the own organisation that another person submitted'),
  watches: z
    .array(
      z.object({
        watch: z.string().describe('The id of the watch'),
        table: z.string(),
        codes,
        period,
        reasons: z
          .array(z.enum(WATCHED_REASONS))
          .describe('Verdict of /v1/changes, or `silent`: a country of it sent no activity report'),
        at: instantSchema,
      }),
    )
    .describe('Changes of watched series that are not marked as read, the newest first'),
});

export const readBodySchema = z.strictObject({
  changes: z.array(z.strictObject({ watch: itemIdSchema.shape.id, period })).max(1_000),
});
export const readSchema = z.object({ marked: z.int().describe('Number of changes that were unread') });
