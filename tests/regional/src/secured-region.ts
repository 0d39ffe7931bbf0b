/** A node of MK and the aggregation as they are run, each configured with its own credential for the log. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aggregationConfig, createAggregationService, createSigningKey } from '@waylight/aggregation';
import { type Connection, connect } from '@waylight/cli';
import { aggregationParty, nodeParty } from '@waylight/contracts';
import { createIntakeService, createNodeKeys, intakeConfig } from '@waylight/intake';
import { organisationUri, parseRegistry } from '@waylight/registry';
import { createAuthority, createLogger, createMetrics, issueCertificate } from '@waylight/service-kit';
import { releaseSecret } from '@waylight/testing/fixed';
import type { SecuredLog } from './secured-log.ts';

const REGISTRY = fileURLToPath(new URL('../../../infra/registry/registry.json', import.meta.url));
const PARTITIONS = 3;
const DAYS = 1;

export type SecuredRegion = {
  /** As MYLA. */
  readonly myla: Connection;
  readonly logLines: readonly string[];
  readonly stop: () => Promise<void>;
};

export async function startSecuredRegion(log: SecuredLog): Promise<SecuredRegion> {
  const folder = join(log.folder, 'region');
  mkdirSync(folder, { mode: 0o700 });
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const tls = await certificates(file);
  const parsed = parseRegistry(JSON.parse(readFileSync(REGISTRY, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const keys = createNodeKeys(parsed.registry.organisations);

  const logLines: string[] = [];
  const destination = { write: (line: string) => void logLines.push(line) };
  const logger = (service: string) => createLogger({ service, level: 'warn', destination });
  const ofLog = async (service: 'INTAKE' | 'AGGREGATION', commonName: string) => {
    const { ca, certificate, key } = await log.files(commonName);
    return {
      WAYLIGHT_EVENT_LOG: 'kafka',
      WAYLIGHT_KAFKA_BROKERS: log.address,
      WAYLIGHT_PARTITIONS: String(PARTITIONS),
      WAYLIGHT_REGISTRY_FILE: REGISTRY,
      [`WAYLIGHT_${service}_KAFKA_CA_FILE`]: ca,
      [`WAYLIGHT_${service}_KAFKA_CERTIFICATE_FILE`]: certificate,
      [`WAYLIGHT_${service}_KAFKA_KEY_FILE`]: key,
      [`WAYLIGHT_${service}_TLS_CA_FILE`]: tls.ca,
      [`WAYLIGHT_${service}_TLS_CERTIFICATE_FILE`]: tls.server.certificate,
      [`WAYLIGHT_${service}_TLS_KEY_FILE`]: tls.server.key,
    };
  };
  const aggregation = await createAggregationService(
    aggregationConfig({
      ...(await ofLog('AGGREGATION', aggregationParty().commonName)),
      WAYLIGHT_VIEW_STORE: 'embedded',
      WAYLIGHT_VIEW_STORE_FILE: join(folder, 'views.sqlite'),
      WAYLIGHT_RELEASED_STORE: 'embedded',
      WAYLIGHT_RELEASED_FILE: join(folder, 'released.sqlite'),
      WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: file('release-secret', releaseSecret()),
      WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: file('signing-key.pem', createSigningKey()),
      WAYLIGHT_AGGREGATION_AUDIT_FILE: join(folder, 'audit.sqlite'),
      WAYLIGHT_AGGREGATION_TOPIC_WATCH: '500ms',
      WAYLIGHT_AGGREGATION_OPERATIONS_PORT: '0',
      WAYLIGHT_AGGREGATION_OPS_PORT: '0',
    }),
    { log: logger('aggregation') },
  );
  const node = await createIntakeService(
    intakeConfig({
      ...(await ofLog('INTAKE', nodeParty('MK').commonName)),
      WAYLIGHT_INTAKE_COUNTRY: 'MK',
      WAYLIGHT_INTAKE_PORT: '0',
      WAYLIGHT_INTAKE_KEYS_FILE: file('node-MK.json', JSON.stringify(keys.MK)),
      WAYLIGHT_INTAKE_DATA_DIR: join(folder, 'MK'),
    }),
    {
      log: logger('intake'),
      metrics: createMetrics({ service: 'intake' }),
      processFacts: {
        nodeOptions: [],
        limits: 'Max core file size        0        unlimited        bytes\n',
      },
    },
  );
  // The aggregation makes the topics.
  await aggregation.start(new AbortController().signal);
  await node.start(new AbortController().signal);
  const myla = await connect(
    { env: { noColour: true }, cwd: folder, signal: new AbortController().signal, say: () => undefined },
    { node: `localhost:${node.ports().grpc}`, ca: tls.ca, ...tls.myla },
  );
  return {
    myla,
    logLines,
    stop: async () => {
      myla.close();
      await node.stop();
      await aggregation.stop();
    },
  };
}

/** Of the region's own authority, which is not the log's. */
async function certificates(file: (name: string, content: string) => string) {
  const now = new Date();
  const authority = await createAuthority({ commonName: 'authority of the region', days: DAYS, now });
  const files = async (commonName: string, usage: 'client' | 'server', uri?: string) => {
    const names = { dns: ['localhost'], ip: ['127.0.0.1'], ...(uri === undefined ? {} : { uri }) };
    const issued = await issueCertificate(authority, { commonName, usage, days: DAYS, now, ...names });
    return {
      certificate: file(`${commonName}.crt`, issued.certificate),
      key: file(`${commonName}.key`, issued.key),
    };
  };
  return {
    ca: file('ca.crt', authority.certificate),
    server: await files('server', 'server'),
    myla: await files('MYLA', 'client', organisationUri('MYLA')),
  };
}
