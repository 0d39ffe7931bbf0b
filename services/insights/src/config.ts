import process from 'node:process';
import { SERVICE_PORTS } from '@waylight/contracts';
import {
  durationMs,
  type Environment,
  existingFile,
  loadConfig,
  localNetworkField,
  oneOf,
  port,
  text,
  url,
} from '@waylight/service-kit';
import { z } from 'zod';

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
  releasedUrl: url('redis', 'rediss')
    .optional()
    .describe('Redis of the released store, with the user that can read releases and nothing else')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_URL', secret: true }),
  releasedCaFile: existingFile()
    .optional()
    .describe('Certificate authority of that Redis (PEM); those that the machine trusts if not given')
    .meta({ env: 'WAYLIGHT_INSIGHTS_REDIS_CA_FILE' }),
  localNetwork: localNetworkField(),
  namespace: text()
    .default('waylight')
    .describe('Prefix of keys in Redis')
    .meta({ env: 'WAYLIGHT_REDIS_NAMESPACE' }),
  databaseFile: text('the path of a file')
    .describe(
      'File of what people add: approvals of releases. On a disk of this machine; made if missing; back it up',
    )
    .meta({ env: 'WAYLIGHT_INSIGHTS_DATABASE_FILE' }),
  readerTokensFile: existingFile()
    .optional()
    .describe('Digests of the bearer tokens that open HTTP to more than the public')
    .meta({ env: 'WAYLIGHT_INSIGHTS_READER_TOKENS_FILE' }),
  notice: text()
    .optional()
    .describe('A note that accompanies released numbers, such as that they are simulated')
    .meta({ env: 'WAYLIGHT_INSIGHTS_NOTICE' }),
  watchIntervalMs: durationMs({ min: 50 })
    .default(1_000)
    .describe('How soon a watcher hears of a new release')
    .meta({ env: 'WAYLIGHT_INSIGHTS_WATCH_INTERVAL' }),
});

export type InsightsConfig = Readonly<z.output<typeof configSchema>>;

export function insightsConfig(env: Environment = process.env): InsightsConfig {
  return loadConfig(configSchema, env);
}
