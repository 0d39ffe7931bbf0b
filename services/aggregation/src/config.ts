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
  port,
  redisUrl,
  text,
  wholeNumber,
} from '@waylight/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...eventLogFields('AGGREGATION', 'kafka'),
  eventLogFile: eventLogFileField(),
  applyTopics: flag()
    .default(true)
    .describe('Create missing topics at the start; otherwise they are only checked')
    .meta({ env: 'WAYLIGHT_AGGREGATION_APPLY_TOPICS' }),
  viewStore: oneOf(['redis', 'embedded'])
    .default('redis')
    .describe('Which store of raw cells')
    .meta({ env: 'WAYLIGHT_VIEW_STORE' }),
  viewStoreUrl: redisUrl('WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE')
    .optional()
    .describe('Redis of the raw cells, with the user of aggregation')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_URL', secret: true }),
  viewStorePasswordFile: existingFile()
    .optional()
    .describe('Password of that user; closed to others')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE' }),
  viewStoreFile: text()
    .optional()
    .describe('File of the embedded store of raw cells')
    .meta({ env: 'WAYLIGHT_VIEW_STORE_FILE' }),
  redisCaFile: existingFile()
    .optional()
    .describe('Certificate authority of Redis (PEM); those that the machine trusts if not given')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE' }),
  replicas: wholeNumber({ max: 10 })
    .default(0)
    .describe('Replicas of Redis that must hold a commit before it counts')
    .meta({ env: 'WAYLIGHT_AGGREGATION_REDIS_REPLICAS' }),
  releasedStore: oneOf(['redis', 'embedded'])
    .default('redis')
    .describe('Where released tables lie')
    .meta({ env: 'WAYLIGHT_RELEASED_STORE' }),
  releasedUrl: redisUrl('WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE')
    .optional()
    .describe('Redis of the released store, with a user that can write it; by default that of the raw cells')
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL', secret: true }),
  releasedPasswordFile: existingFile()
    .optional()
    .describe('Password of that user; closed to others')
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
    .default('waylight-aggregation')
    .describe('Consumer group of the workers; the generation is added to it')
    .meta({ env: 'WAYLIGHT_AGGREGATION_GROUP' }),
  concurrency: wholeNumber({ min: 1, max: 64 })
    .default(4)
    .describe('Partitions counted at once, so that one decodes while another waits for the store')
    .meta({ env: 'WAYLIGHT_AGGREGATION_CONCURRENCY' }),
  mostHeldCells: wholeNumber({ min: 1_000, max: 100_000_000 })
    .default(1_000_000)
    .describe('Cells held in memory over all partitions (about 100 bytes each)')
    .meta({ env: 'WAYLIGHT_AGGREGATION_HELD_CELLS' }),
  progressIntervalMs: durationMs({ min: 10 })
    .default(100)
    .describe('How often nodes are told what is counted, where that has changed')
    .meta({ env: 'WAYLIGHT_AGGREGATION_PROGRESS_INTERVAL' }),
  generationWatchMs: durationMs({ min: 10 })
    .default(1_000)
    .describe('How soon a worker moves over to a rebuilt generation')
    .meta({ env: 'WAYLIGHT_AGGREGATION_GENERATION_WATCH' }),
  topicWatchMs: durationMs({ min: 100 })
    .default(30_000)
    .describe("How soon a new country's topics are noticed")
    .meta({ env: 'WAYLIGHT_AGGREGATION_TOPIC_WATCH' }),
  leaseTtlMs: durationMs({ min: 100 })
    .default(15_000)
    .describe('How long another worker waits before it takes over the duties of one that is gone')
    .meta({ env: 'WAYLIGHT_AGGREGATION_LEASE' }),
  releaseIntervalMs: durationMs({ min: 50 })
    .default(60_000)
    .describe('How often to look whether a period is due')
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASE_INTERVAL' }),
  catchUpMs: durationMs({ min: 10 })
    .default(30_000)
    .describe('How long a closing waits for the log to be counted up to its end')
    .meta({ env: 'WAYLIGHT_AGGREGATION_CATCH_UP' }),
  publish: oneOf(['by-itself', 'when-asked'])
    .default('by-itself')
    .describe('Whether a period that has closed is published at once, or with "waylight release publish"')
    .meta({ env: 'WAYLIGHT_AGGREGATION_PUBLISH' }),
  pairsOf: wholeNumber({ min: 0, max: 12 })
    .default(0)
    .describe(
      'How many organisations, those with the most reports in a period, are checked in pairs as well before it leaves, as if each two told each other everything; each withholds more',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_PAIRS_OF' }),
  holdReleases: flag()
    .default(false)
    .describe('Close no period by itself; the operations call still does')
    .meta({ env: 'WAYLIGHT_AGGREGATION_HOLD_RELEASES' }),
  planFile: existingFile()
    .optional()
    .describe('The release plan; the one that ships with Waylight if not given')
    .meta({ env: 'WAYLIGHT_RELEASE_PLAN_FILE' }),
  releaseSecretFile: existingFile()
    .describe(
      'The secret that keys every draw: at least 32 bytes in hex or base64, in a file closed to others',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE' }),
  signingKeyFile: existingFile()
    .describe('The key that releases are signed with: Ed25519, PEM (PKCS8), in a file closed to others')
    .meta({ env: 'WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE' }),
  registryFile: existingFile().describe('Who is an operator').meta({ env: 'WAYLIGHT_REGISTRY_FILE' }),
  auditFile: text('a file')
    .describe('Where the audit lies, a file for each process; made if missing')
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDIT_FILE' }),
  auditName: chainNameField()
    .default('aggregation')
    .describe(
      'Name of the audit: each process its own, and always the same; a file that is there keeps its own',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDIT_NAME' }),
  auditsBeside: list(chainNameField())
    .default([])
    .describe(
      'Names of the audits of other processes, those that ran once among them; of any other on the log it is said that it is gone',
    )
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDITS_BESIDE' }),
  auditHeadsMs: durationMs({ min: 10 })
    .default(600_000)
    .describe('How often the log is told what the audit ends with, where something was written since')
    .meta({ env: 'WAYLIGHT_AGGREGATION_AUDIT_HEADS' }),
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
    .describe('HTTP/JSON for operators, over the same mutual TLS; not offered if not given')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT' }),
  opsPort: port()
    .default(9120)
    .describe('Health and metrics for whoever runs the service')
    .meta({ env: 'WAYLIGHT_AGGREGATION_OPS_PORT' }),
  caFile: existingFile()
    .describe('Certificate authority of the operators')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_CA_FILE' }),
  certificateFile: existingFile()
    .describe('Certificate of this service')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_CERTIFICATE_FILE' }),
  keyFile: existingFile()
    .describe('Private key of this service; closed to others')
    .meta({ env: 'WAYLIGHT_AGGREGATION_TLS_KEY_FILE' }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged')
    .meta({ env: 'WAYLIGHT_AGGREGATION_LOG_LEVEL' }),
});

export type AggregationConfig = Readonly<z.output<typeof configSchema>>;

export function aggregationConfig(env: Environment = process.env): AggregationConfig {
  return loadConfig(configSchema, env);
}
