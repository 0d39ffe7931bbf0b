import process from 'node:process';
import { chainNameField } from '@waylight/audit';
import { AGGREGATION_GROUP, SERVICE_PORTS } from '@waylight/contracts';
import { eventLogFields, eventLogFileField } from '@waylight/event-log';
import {
  type Environment,
  existingFile,
  flag,
  list,
  loadConfig,
  oneOf,
  port,
  redisUrl,
  serverFields,
  text,
  wholeNumber,
} from '@waylight/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...eventLogFields('AGGREGATION', 'kafka'),
  eventLogFile: eventLogFileField(),
  applyTopics: flag()
    .default(true)
    .describe('Create missing topics at the start; otherwise only check them')
    .meta({ env: 'WAYLIGHT_AGGREGATION_APPLY_TOPICS' }),
  viewStore: oneOf(['redis', 'embedded'])
    .default('redis')
    .describe('Store of raw cells')
    .meta({ env: 'WAYLIGHT_VIEW_STORE' }),
  viewStoreUrl: redisUrl('WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE')
    .optional()
    .describe('Redis of the raw cells, with the user of aggregation')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_URL', secret: true }),
  viewStorePasswordFile: existingFile()
    .optional()
    .describe('Password of that user')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE' }),
  viewStoreFile: text()
    .optional()
    .describe('File of the embedded store for raw cells')
    .meta({ env: 'WAYLIGHT_VIEW_STORE_FILE' }),
  redisCaFile: existingFile()
    .optional()
    .describe('Certificate authority of Redis (PEM); by default those that the machine trusts')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE' }),
  replicas: wholeNumber({ max: 10 })
    .default(0)
    .describe('Replicas of Redis that must confirm a commit before it counts')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_REPLICAS' }),
  releasedStore: oneOf(['redis', 'embedded'])
    .default('redis')
    .describe('Store of released tables')
    .meta({ env: 'WAYLIGHT_RELEASED_STORE' }),
  releasedUrl: redisUrl('WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE')
    .optional()
    .describe(
      'Redis of the released store, with a user that can write it; by default the Redis of the raw cells',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL', secret: true }),
  releasedPasswordFile: existingFile()
    .optional()
    .describe('Password of that user')
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE' }),
  releasedFile: text()
    .optional()
    .describe('File of the embedded released store')
    .meta({ env: 'WAYLIGHT_RELEASED_FILE' }),
  namespace: text()
    .default('waylight')
    .describe('Prefix of keys in Redis')
    .meta({ env: 'WAYLIGHT_REDIS_NAMESPACE' }),
  group: text()
    .default(AGGREGATION_GROUP)
    .describe('Consumer group of the workers; the service appends the generation')
    .meta({ env: 'WAYLIGHT_AGGREGATION_GROUP' }),
  publish: oneOf(['automatic', 'manual'])
    .default('automatic')
    .describe('Publish closed periods at the publication hour, or only with "waylight release publish"')
    .meta({ env: 'WAYLIGHT_AGGREGATION_PUBLISH' }),
  pairedOrganisations: wholeNumber({ min: 0, max: 12 })
    .default(0)
    .describe(
      'Organisations of each country, those with most reports, that are also audited in pairs, as if both shared all they know',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDITED_PAIRS' }),
  holdReleases: flag()
    .default(false)
    .describe('Close no period automatically; operators still can')
    .meta({ env: 'WAYLIGHT_AGGREGATION_HOLD_RELEASES' }),
  planFile: existingFile()
    .optional()
    .describe('Release plan; by default the one of Waylight')
    .meta({ env: 'WAYLIGHT_RELEASE_PLAN_FILE' }),
  trial: flag()
    .default(false)
    .describe('The reports are simulated: signed releases state it; answers and bulletins have a notice')
    .meta({ env: 'WAYLIGHT_TRIAL' }),
  releaseSecretFile: existingFile()
    .describe('Secret of every draw: at least 32 bytes in hex or base64')
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE' }),
  signingKeyFile: existingFile()
    .describe('Signing key of releases: Ed25519, PEM (PKCS8)')
    .meta({ env: 'WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE' }),
  registryFile: existingFile().describe('Registry of callers').meta({ env: 'WAYLIGHT_REGISTRY_FILE' }),
  auditFile: text('a file')
    .describe('Audit file of this process alone; created if missing')
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDIT_FILE' }),
  auditName: chainNameField()
    .default('aggregation')
    .describe('Name of the audit, different for each process; an existing file keeps its name')
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDIT_NAME' }),
  foreignChains: list(chainNameField())
    .default([])
    .describe('Audits of other processes, former ones included; any other on the log is reported as missing')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OTHER_AUDITS' }),
  host: text()
    .default('127.0.0.1')
    .describe('Address to listen on')
    .meta({ env: 'WAYLIGHT_AGGREGATION_HOST' }),
  operationsPort: port()
    .default(SERVICE_PORTS.operations)
    .describe('gRPC for operators, over mutual TLS')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OPERATIONS_PORT' }),
  operationsHttpPort: port()
    .optional()
    .describe('HTTP/JSON for operators, over mutual TLS; off by default')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT' }),
  opsPort: port()
    .default(SERVICE_PORTS.aggregationHealth)
    .describe('Health and metrics')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OPS_PORT' }),
  ...serverFields,
  caFile: existingFile()
    .describe('Certificate authority of the operators')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_CA_FILE' }),
  certificateFile: existingFile()
    .describe('Certificate of this service')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_CERTIFICATE_FILE' }),
  keyFile: existingFile()
    .describe('Private key of this service')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_KEY_FILE' }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Minimum level of log lines')
    .meta({ env: 'WAYLIGHT_AGGREGATION_LOG_LEVEL' }),
});

export type AggregationConfig = Readonly<z.output<typeof configSchema>>;

export function aggregationConfig(env: Environment = process.env): AggregationConfig {
  return loadConfig(configSchema, env);
}
