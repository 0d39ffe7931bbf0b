import process from 'node:process';
import { chainNameField } from '@waylight/audit';
import { SERVICE_PORTS } from '@waylight/contracts';
import { eventLogFields, eventLogFileField } from '@waylight/event-log';
import {
  durationMs,
  type Environment,
  existingFile,
  list,
  loadConfig,
  oneOf,
  origin,
  port,
  redisUrl,
  secureUrl,
  text,
  wholeNumber,
} from '@waylight/service-kit';
import { z } from 'zod';
import { network, nodeEndpoints, pagesFolder, roleRule } from './config-fields.ts';
import { ROLES } from './sign-in/roles.ts';

// It makes no topic of reports, so it need not know of how many partitions they are.
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
    .default(9110)
    .describe('Health and metrics for whoever runs the service')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OPS_PORT' }),
  caFile: existingFile()
    .describe('Certificate authority of the organisations')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_CA_FILE' }),
  certificateFile: existingFile()
    .describe('Certificate of this service')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE' }),
  keyFile: existingFile()
    .describe('Private key of this service; closed to others')
    .meta({ env: 'WAYLIGHT_INSIGHTS_TLS_KEY_FILE' }),
  registryFile: existingFile().describe('Who may read').meta({ env: 'WAYLIGHT_REGISTRY_FILE' }),
  planFile: existingFile()
    .describe('The release plan: which tables there are')
    .meta({ env: 'WAYLIGHT_RELEASE_PLAN_FILE' }),
  releaseKeysFile: existingFile()
    .describe('The public keys that releases are, or were, signed with: a list of JSON')
    .meta({ env: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE' }),
  releasedStore: oneOf(['embedded', 'redis'])
    .default('redis')
    .describe('Where released tables lie')
    .meta({ env: 'WAYLIGHT_RELEASED_STORE' }),
  releasedFile: text()
    .optional()
    .describe('File of the embedded released store; opened for reading alone')
    .meta({ env: 'WAYLIGHT_RELEASED_FILE' }),
  releasedUrl: redisUrl('WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE')
    .optional()
    .describe('Redis of the released store, with the user that can read releases and nothing else')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_URL', secret: true }),
  releasedPasswordFile: existingFile()
    .optional()
    .describe('Password of that user; closed to others')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE' }),
  releasedCaFile: existingFile()
    .optional()
    .describe('Certificate authority of that Redis (PEM); those that the machine trusts if not given')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_CA_FILE' }),
  namespace: text()
    .default('waylight')
    .describe('Prefix of keys in Redis')
    .meta({ env: 'WAYLIGHT_REDIS_NAMESPACE' }),
  databaseFile: text('the path of a file')
    .describe(
      'File of what people add: approvals of releases, views, notes, bulletins. On a disk of this machine; made if missing; back it up',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_DATABASE_FILE' }),
  auditFile: text('the path of a file')
    .describe(
      'File of the audit: who read and approved what. On a disk of this machine; each process its own',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDIT_FILE' }),
  auditName: chainNameField()
    .default('insights')
    .describe(
      'Name of the audit: each process its own, and always the same; a file that is there keeps its own',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDIT_NAME' }),
  auditsBeside: list(chainNameField())
    .default([])
    .describe(
      'Names of the audits of other processes, those that ran once among them; of any other on the log it is said that it is gone',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDITS_BESIDE' }),
  auditHeadsMs: durationMs({ min: 100 })
    .default(10 * 60_000)
    .describe('How often what the audit ends with is put on the log')
    .meta({ env: 'WAYLIGHT_INSIGHTS_AUDIT_HEADS_INTERVAL' }),
  ...logFields,
  eventLogFile: eventLogFileField(),
  publicUrl: origin()
    .optional()
    .describe(
      'Where browsers find this service, such as https://insights.example.org: people come back there from a sign-in',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_PUBLIC_URL' }),
  trustedProxies: list(network())
    .optional()
    .describe(
      'Proxies before this service, whose X-Forwarded-For is believed: sign-ins are limited by address',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_TRUSTED_PROXIES' }),
  issuer: secureUrl()
    .optional()
    .describe('Issuer of the OpenID Connect provider; without it everybody over HTTP is the public')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ISSUER' }),
  clientId: text()
    .optional()
    .describe('Who this service is at the provider')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID' }),
  clientSecretFile: existingFile()
    .optional()
    .describe('Its secret there; closed to others')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE' }),
  scope: text()
    .default('openid')
    .describe('What is asked of the provider, beginning with openid')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_SCOPE' }),
  roleClaim: text()
    .default('waylight_role')
    .describe('Claim of the ID token that names the role; with dots one inside another')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ROLE_CLAIM' }),
  organisationClaim: text()
    .default('waylight_organisation')
    .describe('Claim of the ID token that names an analyst’s organisation, by its id in the registry')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ORGANISATION_CLAIM' }),
  registryIdClaim: text()
    .default('waylight_registry_id')
    .describe(
      'Claim of the ID token that says which authority, data-protection officer or operator somebody is, by its id in the registry',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_REGISTRY_ID_CLAIM' }),
  roles: list(roleRule())
    .default(ROLES.map((role) => ({ value: role, role })))
    .describe('Which value of the role claim stands for which role; other values stand for none')
    .meta({ env: 'WAYLIGHT_INSIGHTS_OIDC_ROLES' }),
  sessionSecretFile: existingFile()
    .optional()
    .describe('At least 32 random bytes in hex or base64, for sessions; closed to others')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE' }),
  sessionLongestMs: durationMs({ min: 60_000, max: 86_400_000 })
    .default(8 * 3_600_000)
    .describe('How long after a sign-in one must sign in anew')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_LONGEST' }),
  sessionIdleMs: durationMs({ min: 60_000, max: 86_400_000 })
    .default(30 * 60_000)
    .describe('How long after the last use of a session')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSION_IDLE' }),
  sessionsOfPerson: wholeNumber({ min: 1, max: 100 })
    .default(5)
    .describe('How many sessions a person has at once; one more ends the one used longest ago')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSIONS_OF_PERSON' }),
  sessionsInAll: wholeNumber({ min: 1, max: 1_000_000 })
    .default(10_000)
    .describe('How many there are at once of all')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SESSIONS_IN_ALL' }),
  signInsPerMinute: wholeNumber({ min: 1, max: 10_000 })
    .default(30)
    .describe('How often an address may begin or end a sign-in in a minute')
    .meta({ env: 'WAYLIGHT_INSIGHTS_SIGN_INS_PER_MINUTE' }),
  notice: text()
    .optional()
    .describe('A note that accompanies released numbers, such as that they are simulated')
    .meta({ env: 'WAYLIGHT_INSIGHTS_NOTICE' }),
  dashboardDir: pagesFolder()
    .optional()
    .describe('Folder of the built dashboard, whose pages are served at /; without it there are none')
    .meta({ env: 'WAYLIGHT_INSIGHTS_DASHBOARD_DIR' }),
  nodeDoors: nodeEndpoints()
    .default([])
    .describe(
      'Where browsers reach the nodes for own exact numbers, each as MK=https://node.example.org; pages may speak to these origins and to no other',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_NODE_DOORS' }),
  watchIntervalMs: durationMs({ min: 50 })
    .default(1_000)
    .describe('How soon a watcher hears of a new release')
    .meta({ env: 'WAYLIGHT_INSIGHTS_WATCH_INTERVAL' }),
  eventsOfCaller: wholeNumber({ min: 1, max: 1_000 })
    .default(10)
    .describe('How many streams of events one session, or one address without a session, has open at once')
    .meta({ env: 'WAYLIGHT_INSIGHTS_EVENTS_OF_CALLER' }),
  eventsInAll: wholeNumber({ min: 2, max: 1_500 })
    .default(500)
    .describe('How many of all are open at once; the public has half of them at most')
    .meta({ env: 'WAYLIGHT_INSIGHTS_EVENTS_IN_ALL' }),
});

export type InsightsConfig = Readonly<z.output<typeof configSchema>>;

export function insightsConfig(env: Environment = process.env): InsightsConfig {
  return loadConfig(configSchema, env);
}
