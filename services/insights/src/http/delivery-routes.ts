import { AuditKind } from '@waylight/contracts/audit';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { isAllowedMail, parseWebhookUrl } from '../delivery/allowed-destinations.ts';
import { removedSchema } from './account-schemas.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES } from './problem-responses.ts';
import { findWatchingReader, requireWatchingReader } from './watch-routes.ts';
import {
  channelSchema,
  deliverySchema,
  mailBodySchema,
  webhookBodySchema,
  webhookSavedSchema,
} from './watch-schemas.ts';

/** Mail address and webhook of a person, for messages with a link to the inbox. */
export function deliveryRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  accounts: HttpAccounts,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { watches, destinations, audit, now } = context;
  const mailDomains = [...(destinations.mail?.domains ?? [])];
  const webhookHosts = [...destinations.webhookHosts];
  typed.get(
    '/v1/delivery',
    {
      schema: {
        summary: 'Where messages of this reader go, and the reason if the last one was given up',
        response: { 200: deliverySchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const reader = findWatchingReader(context, accounts, request);
      if (reader === undefined) return { mailDomains: [], webhookHosts: [] };
      const { watcher, actor, messaging } = reader;
      await auditRead(context, AuditKind.INBOX_READ, actor);
      watches.touch(watcher, now());
      const { mail, webhook } = messaging.addresses.find(watcher.person);
      const failures = messaging.addresses.failures(watcher.person);
      const failureOf = (channel: string) => {
        const last = failures.find((one) => one.channel === channel);
        return last === undefined ? {} : { failure: { reason: last.failure, at: toInstant(last.atMs) } };
      };
      return {
        ...(mail && { mail: { ...mail, ...failureOf('mail') } }),
        ...(webhook && { webhook: { url: webhook.url, ...failureOf('webhook') } }),
        mailDomains,
        webhookHosts,
      };
    },
  );
  typed.put(
    '/v1/delivery/mail',
    {
      schema: {
        summary: 'Sets the mail address',
        body: mailBodySchema,
        response: { 200: mailBodySchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor, messaging } = requireWatchingReader(context, accounts, request);
      if (!isAllowedMail(request.body.address, mailDomains))
        throw destinationError('body/address', 'must be in one of the domains of `mailDomains`');
      await audit.record({ kind: AuditKind.DELIVERY_CHANGED, actor });
      watches.enrol(watcher, now());
      messaging.addresses.saveMail(watcher.person, request.body);
      return request.body;
    },
  );
  typed.put(
    '/v1/delivery/webhook',
    {
      // The answer has a secret next to text of the request.
      compress: false,
      schema: {
        summary: 'Sets the webhook, and returns a new secret for its signatures',
        body: webhookBodySchema,
        response: { 200: webhookSavedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor, messaging } = requireWatchingReader(context, accounts, request);
      const url = parseWebhookUrl(request.body.url, webhookHosts)?.href;
      if (url === undefined)
        throw destinationError('body/url', 'must be an https:// address on a host of `webhookHosts`');
      await audit.record({ kind: AuditKind.DELIVERY_CHANGED, actor });
      watches.enrol(watcher, now());
      return { url, secret: messaging.addresses.saveWebhook(watcher.person, url) };
    },
  );
  typed.delete(
    '/v1/delivery/:channel',
    {
      schema: {
        summary: 'Removes the mail address or webhook, and its waiting messages',
        params: channelSchema,
        response: { 200: removedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor, messaging } = requireWatchingReader(context, accounts, request);
      await audit.record({ kind: AuditKind.DELIVERY_CHANGED, actor });
      return { removed: messaging.addresses.remove(watcher.person, request.params.channel) };
    },
  );
}

const destinationError = (path: string, message: string) =>
  new HttpProblemError(400, { reason: 'not-allowed', errors: [{ path, message }] });
