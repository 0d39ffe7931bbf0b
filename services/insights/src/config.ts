import process from 'node:process';
import { chainNameField } from '@waylight/audit';
import { SERVICE_PORTS } from '@waylight/contracts';
import { eventLogFields, eventLogFileField } from '@waylight/event-log';
import {
  durationMs,
  type Environment,
  existingFile,
  flag,
  list,
  loadConfig,
  oneOf,
  origin,
  port,
  redisUrl,
  secureUrl,
  serverFields,
  text,
} from '@waylight/service-kit';
import { z } from 'zod';
import { ROLES } from './accounts/roles.ts';
import {
  contact,
  domain,
  mailAddress,
  network,
  nodeEndpoints,
  pagesFolder,
  roleRule,
  smtpUrl,
  webhookHost,
} from './config-fields.ts';

// Insights creates no topic of reports, so it needs no number of partitions.
const { partitions: _, ...logFields } = eventLogFields('INSIGHTS', 'kafka');

export const configSchema = z.object({
  host: text().default('127.0.0.1').describe('Address to listen on').meta({ env: 'WAYLIGHT_INSIGHTS_HOST' }),
  httpPort: port()
    .default(SERVICE_PORTS.insightsHttp)
    .describe('HTTP/JSON, health included')
    .meta({ env: 'WAYLIGHT_INSIGHTS_HTTP_PORT' }),
  grpcPort: port()
    .default(SERVICE_PORTS.insights)
    .describe('gRPC over mutual TLS')
    .meta({ env: 'WAYLIGHT_INSIGHTS_GRPC_PORT' }),
  opsPort: port()
    .default(SERVICE_PORTS.insightsHealth)
    .describe('Health and metrics, for operators')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OPS_PORT' }),
  ...serverFields,
  caFile: existingFile()
    .describe('Certificate authority of callers')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_CA_FILE' }),
  certificateFile: existingFile()
    .describe('Certificate of this service')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE' }),
  keyFile: existingFile()
    .describe('Private key of this service')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_KEY_FILE' }),
  registryFile: existingFile().describe('Registry of callers').meta({ env: 'WAYLIGHT_REGISTRY_FILE' }),
  planFile: existingFile().describe('Release plan').meta({ env: 'WAYLIGHT_RELEASE_PLAN_FILE' }),
  releaseKeysFile: existingFile()
    .describe('Public keys of release signatures, current and earlier, as a JSON list')
    .meta({ env: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE' }),
  releasedStore: oneOf(['redis', 'embedded'])
    .default('redis')
    .describe('Store of released tables')
    .meta({ env: 'WAYLIGHT_RELEASED_STORE' }),
  releasedFile: text()
    .optional()
    .describe('File of the embedded released store')
    .meta({ env: 'WAYLIGHT_RELEASED_FILE' }),
  releasedUrl: redisUrl('WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE')
    .optional()
    .describe('Redis of the released store, with a user that only reads releases')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_URL', secret: true }),
  releasedPasswordFile: existingFile()
    .optional()
    .describe('Password of that user')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE' }),
  releasedCaFile: existingFile()
    .optional()
    .describe('CA of that Redis (PEM); by default those that the machine trusts')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_CA_FILE' }),
  namespace: text()
    .default('waylight')
    .describe('Prefix of keys in Redis')
    .meta({ env: 'WAYLIGHT_REDIS_NAMESPACE' }),
  databaseFile: text('the path of a file')
    .describe(
      'Database of approvals, sessions, views, notes, watches and bulletins. On a local disk; created if missing; back it up',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_DATABASE_FILE' }),
  auditFile: text('the path of a file')
    .describe('Audit file of this process alone, on a local disk')
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDIT_FILE' }),
  auditName: chainNameField()
    .default('insights')
    .describe('Name of the audit, different for each process; an existing file keeps its name')
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDIT_NAME' }),
  otherAudits: list(chainNameField())
    .default([])
    .describe('Audits of other processes, former ones included; any other on the log is reported as missing')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OTHER_AUDITS' }),
  ...logFields,
  eventLogFile: eventLogFileField(),
  publicUrl: origin()
    .optional()
    .describe(
      'Origin of this service for browsers, such as https://insights.example.org. Sign-ins redirect to it',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_PUBLIC_URL' }),
  trustedProxies: list(network())
    .optional()
    .describe('Reverse proxies whose X-Forwarded-For is trusted, for limits by the client’s address')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TRUSTED_PROXIES' }),
  issuer: secureUrl()
    .optional()
    .describe('Issuer of the OpenID Connect provider. Without it every HTTP caller reads as the public')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ISSUER' }),
  clientId: text()
    .optional()
    .describe('Client id of this service at the provider')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID' }),
  clientSecretFile: existingFile()
    .optional()
    .describe('Client secret')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE' }),
  scope: text()
    .default('openid')
    .describe('Scopes to request, beginning with openid')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_SCOPE' }),
  roleClaim: text()
    .default('waylight_role')
    .describe('Claim of the ID token with the role. Dots address nested claims')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ROLE_CLAIM' }),
  organisationClaim: text()
    .default('waylight_organisation')
    .describe('Claim with the registry id of an analyst’s organisation')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ORGANISATION_CLAIM' }),
  registryIdClaim: text()
    .default('waylight_registry_id')
    .describe('Claim with the registry id of an authority, data-protection officer or operator')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_REGISTRY_ID_CLAIM' }),
  roles: list(roleRule())
    .default(ROLES.map((role) => ({ value: role, role })))
    .describe('Role for each value of the role claim; others give none')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ROLES' }),
  sessionSecretFile: existingFile()
    .optional()
    .describe('Secret of sessions: at least 32 random bytes in hex or base64')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE' }),
  sessionLongestMs: durationMs({ min: 60_000, max: 86_400_000 })
    .default(8 * 3_600_000)
    .describe('Longest time of a session')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_LONGEST' }),
  sessionIdleMs: durationMs({ min: 60_000, max: 86_400_000 })
    .default(30 * 60_000)
    .describe('Longest time without use of a session')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_IDLE' }),
  smtpUrl: smtpUrl()
    .optional()
    .describe('Mail server for messages about watches')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SMTP_URL' }),
  smtpPasswordFile: existingFile()
    .optional()
    .describe('Password of the user at the mail server')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SMTP_PASSWORD_FILE' }),
  mailFrom: mailAddress()
    .optional()
    .describe('Sender of these mails')
    .meta({ env: 'WAYLIGHT_INSIGHTS_MAIL_FROM' }),
  mailDomains: list(domain())
    .optional()
    .describe('Domains to which mail may be sent')
    .meta({ env: 'WAYLIGHT_INSIGHTS_MAIL_DOMAINS' }),
  webhookHosts: list(webhookHost())
    .default([])
    .describe('Hosts to which webhooks may be sent, by HTTPS, at public addresses')
    .meta({ env: 'WAYLIGHT_INSIGHTS_WEBHOOK_HOSTS' }),
  trial: flag()
    .default(false)
    .describe('The reports are simulated: signed releases state it; answers and bulletins have a notice')
    .meta({ env: 'WAYLIGHT_TRIAL' }),
  dashboardDir: pagesFolder()
    .optional()
    .describe('Folder of the built dashboard; without it there are no pages')
    .meta({ env: 'WAYLIGHT_INSIGHTS_DASHBOARD_DIR' }),
  contact: contact()
    .optional()
    .describe('E-mail address or web page for readers, on the public’s start page')
    .meta({ env: 'WAYLIGHT_INSIGHTS_CONTACT' }),
  nodeEndpoints: nodeEndpoints()
    .default([])
    .describe('Nodes that pages query for own exact numbers, such as MK=https://node.example.org; no others')
    .meta({ env: 'WAYLIGHT_INSIGHTS_NODE_ENDPOINTS' }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Minimum level of log lines')
    .meta({ env: 'WAYLIGHT_INSIGHTS_LOG_LEVEL' }),
});

export type InsightsConfig = Readonly<z.output<typeof configSchema>>;

export function insightsConfig(env: Environment = process.env): InsightsConfig {
  return loadConfig(configSchema, env);
}
