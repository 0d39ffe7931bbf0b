import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { createNodeKeys } from '@waylight/intake';
import { ledgerKey } from '@waylight/pseudonymisation';
import { sqliteInTheClear, uniqueName } from '@waylight/testing';
import { releaseSecret } from '@waylight/testing/fixed';
import { aggregationAcl, releasedReaderAcl } from '@waylight/view-store';
import { type Certificates, makeCertificates } from './certificates.ts';
import { freeRegionPorts, type RegionPorts } from './ports.ts';
import { openRawRedis, type RawRedis } from './raw-redis.ts';
import { applyTopics, deleteTopics } from './region-topics.ts';
import { readRegistry } from './registry-file.ts';
import { makeReleaseKeys } from './release-keys.ts';
import { ROOT, type ServiceProcess, serviceProcess } from './service-process.ts';

export type SeparateRegionOptions = {
  /** host:port of a real Kafka. */
  readonly kafka: string;
  /** redis://host:port of a real Redis, with rights to make users. */
  readonly redis: string;
  /** More servers that may come to hold the store: users are made there too, since replication leaves them out. */
  readonly replicas?: readonly string[];
  /** Broker and store end with the region: nothing is tidied up in them. */
  readonly partsEndToo?: boolean;
  readonly countries?: readonly NodeCountry[];
  readonly partitions?: number;
  readonly workers?: number;
  readonly withInsights?: boolean;
  /** Of topics that are there already; one of its own if not given. */
  readonly topicPrefix?: string;
  /** Where a node's ledger lies; below the region's folder if not given. */
  readonly ledgerDirOf?: (country: NodeCountry) => string | undefined;
  /** Another way to Kafka or Redis for one process, as `aggregation-0` or `intake-MK`: a proxy's address. */
  readonly waysOf?: (process: string) => { readonly kafka?: string; readonly redis?: string };
  /** A program of a test's own to run instead of a service's main. */
  readonly programs?: { readonly intake?: string; readonly aggregation?: string };
  /** Everything is made, and starts when `start` is called. */
  readonly unstarted?: boolean;
  /** A release plan of a test's own, instead of the one that ships with Waylight. */
  readonly planFile?: string;
  /** Settings beyond the usual ones, by service. */
  readonly env?: {
    readonly intake?: Readonly<Record<string, string>>;
    readonly aggregation?: Readonly<Record<string, string>>;
    readonly insights?: Readonly<Record<string, string>>;
  };
  /** Settings of one process beyond those of its service. */
  readonly envOf?: (process: string, ports: RegionPorts) => Readonly<Record<string, string>>;
};

export type SeparateRegion = {
  /** Laid out like a trial region's folder, so that the command line finds certificates and ports. */
  readonly dir: string;
  readonly ports: RegionPorts;
  readonly certificates: Certificates;
  readonly namespace: string;
  readonly topicPrefix: string;
  readonly intake: ReadonlyMap<NodeCountry, ServiceProcess>;
  readonly workers: readonly ServiceProcess[];
  readonly insights: ServiceProcess;
  readonly processes: () => readonly ServiceProcess[];
  /** As administrator. */
  readonly redis: RawRedis;
  /** As insights may. */
  readonly insightsRedisUrl: string;
  readonly ledgerDir: (country: NodeCountry) => string;
  /** All that is in a node's ledger, beneath its encryption. */
  readonly ledgerInTheClear: (country: NodeCountry) => Promise<Buffer>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The region as it is run for real: each service a process of its own, over the Kafka and the Redis given. */
export async function startSeparateRegion(options: SeparateRegionOptions): Promise<SeparateRegion> {
  const { countries = NODE_COUNTRIES, partitions = 3, workers: workerCount = 1 } = options;
  const namespace = uniqueName('e2e');
  const topicPrefix = options.topicPrefix ?? `${namespace}.`;
  const dir = await mkdtemp(join(tmpdir(), 'waylight-e2e-'));
  const ports = await freeRegionPorts();
  const registryFile = join(dir, 'registry.json');
  await cp(join(ROOT, 'infra/registry/registry.json'), registryFile);
  const { organisations, operators } = await readRegistry(registryFile);
  const certificates = await makeCertificates(join(dir, 'certs'), {
    organisations: organisations.map(({ id }) => id),
    operators,
  });
  const keysDir = join(dir, 'keys');
  await mkdir(keysDir, { mode: 0o700 });
  const secret = async (name: string, content: string): Promise<string> => {
    const file = join(keysDir, name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  };
  const keys = createNodeKeys(organisations);
  const releaseSecretFile = await secret('release-secret', releaseSecret());
  const releaseKeys = makeReleaseKeys();
  const signingKey = await secret('signing-key.pem', releaseKeys.signingKey);
  const releaseKeysFile = join(dir, 'release-keys.json');
  await writeFile(releaseKeysFile, releaseKeys.listed);
  await writeFile(join(dir, 'region.json'), JSON.stringify({ host: '127.0.0.1', portOffset: ports.offset }));

  const redis = await openRawRedis(options.redis);
  const replicas = await Promise.all((options.replicas ?? []).map(openRawRedis));
  const userUrl = async (role: string, rules: readonly string[]) => {
    const user = `${namespace}-${role}`;
    const password = randomBytes(16).toString('hex');
    for (const server of [redis, ...replicas]) {
      await server.command('ACL', 'SETUSER', user, ...rules, `>${password}`);
      // A server that is killed and started again must know them; one without a file for users cannot.
      if (options.partsEndToo === true) await server.command('ACL', 'SAVE');
    }
    return (process?: string): string => {
      const way = process === undefined ? undefined : options.waysOf?.(process).redis;
      return `redis://${user}:${password}@${new URL(way ?? options.redis).host}`;
    };
  };
  const aggregationUrl = await userUrl('aggregation', aggregationAcl(namespace));
  const insightsUrl = await userUrl('insights', releasedReaderAcl(namespace));

  const commonOf = (process: string) => ({
    WAYLIGHT_REGISTRY_FILE: registryFile,
    WAYLIGHT_PARTITIONS: String(partitions),
    WAYLIGHT_TOPIC_PREFIX: topicPrefix,
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_LOCAL_NETWORK: 'true',
    WAYLIGHT_KAFKA_BROKERS: options.waysOf?.(process).kafka ?? options.kafka,
    WAYLIGHT_REDIS_NAMESPACE: namespace,
  });
  const ledgerDir = (country: NodeCountry) => options.ledgerDirOf?.(country) ?? join(dir, 'nodes', country);
  const planFile = options.planFile ?? join(ROOT, 'packages/disclosure-control/plan/release-plan.json');

  const auditNames = Array.from({ length: workerCount }, (_, n) => `aggregation-${n}`);
  const workers = Array.from({ length: workerCount }, (_, n) =>
    serviceProcess({
      service: 'aggregation',
      name: `aggregation-${n}`,
      dir,
      program: options.programs?.aggregation,
      opsPort: ports.worker(n).ops,
      env: {
        ...commonOf(`aggregation-${n}`),
        WAYLIGHT_VIEW_STORE: 'redis',
        WAYLIGHT_RELEASED_STORE: 'redis',
        WAYLIGHT_AGGREGATION_REDIS_URL: aggregationUrl(`aggregation-${n}`),
        WAYLIGHT_AGGREGATION_GROUP: namespace,
        WAYLIGHT_AGGREGATION_LEASE: '2s',
        WAYLIGHT_AGGREGATION_PROGRESS_INTERVAL: '200ms',
        WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: releaseSecretFile,
        WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: signingKey,
        WAYLIGHT_AGGREGATION_AUDIT_FILE: join(dir, `aggregation-${n}-audit.sqlite`),
        WAYLIGHT_AGGREGATION_AUDIT_NAME: `aggregation-${n}`,
        WAYLIGHT_AGGREGATION_AUDITS_BESIDE: auditNames.join(','),
        WAYLIGHT_RELEASE_PLAN_FILE: planFile,
        WAYLIGHT_AGGREGATION_OPERATIONS_PORT: String(ports.worker(n).operations),
        WAYLIGHT_AGGREGATION_OPS_PORT: String(ports.worker(n).ops),
        WAYLIGHT_AGGREGATION_TLS_CA_FILE: certificates.caFile,
        WAYLIGHT_AGGREGATION_TLS_CERTIFICATE_FILE: certificates.serverCertificate,
        WAYLIGHT_AGGREGATION_TLS_KEY_FILE: certificates.serverKey,
        ...options.env?.aggregation,
        ...options.envOf?.(`aggregation-${n}`, ports),
      },
    }),
  );
  const intake = new Map<NodeCountry, ServiceProcess>();
  for (const country of countries)
    intake.set(
      country,
      serviceProcess({
        service: 'intake',
        name: `intake-${country}`,
        dir,
        program: options.programs?.intake,
        opsPort: ports.intakeOps(country),
        env: {
          ...commonOf(`intake-${country}`),
          WAYLIGHT_INTAKE_COUNTRY: country,
          WAYLIGHT_INTAKE_PORT: String(ports.intake(country)),
          WAYLIGHT_INTAKE_OPS_PORT: String(ports.intakeOps(country)),
          WAYLIGHT_INTAKE_TLS_CA_FILE: certificates.caFile,
          WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: certificates.serverCertificate,
          WAYLIGHT_INTAKE_TLS_KEY_FILE: certificates.serverKey,
          WAYLIGHT_INTAKE_KEYS_FILE: await secret(`node-${country}.json`, JSON.stringify(keys[country])),
          WAYLIGHT_INTAKE_DATA_DIR: ledgerDir(country),
          ...options.env?.intake,
          ...options.envOf?.(`intake-${country}`, ports),
        },
      }),
    );
  const insights = serviceProcess({
    service: 'insights',
    name: 'insights',
    dir,
    opsPort: ports.insightsOps,
    env: {
      ...commonOf('insights'),
      WAYLIGHT_RELEASED_STORE: 'redis',
      WAYLIGHT_INSIGHTS_REDIS_URL: insightsUrl('insights'),
      WAYLIGHT_INSIGHTS_DATABASE_FILE: join(dir, 'insights.sqlite'),
      WAYLIGHT_INSIGHTS_AUDIT_FILE: join(dir, 'insights-audit.sqlite'),
      WAYLIGHT_RELEASE_PLAN_FILE: planFile,
      WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: releaseKeysFile,
      WAYLIGHT_INSIGHTS_HTTP_PORT: String(ports.insightsHttp),
      WAYLIGHT_INSIGHTS_GRPC_PORT: String(ports.insights),
      WAYLIGHT_INSIGHTS_OPS_PORT: String(ports.insightsOps),
      WAYLIGHT_INSIGHTS_TLS_CA_FILE: certificates.caFile,
      WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE: certificates.serverCertificate,
      WAYLIGHT_INSIGHTS_TLS_KEY_FILE: certificates.serverKey,
      ...options.env?.insights,
      ...options.envOf?.('insights', ports),
    },
  });
  const processes = () => [
    ...workers,
    ...intake.values(),
    ...(options.withInsights === false ? [] : [insights]),
  ];

  const stop = async () => {
    await Promise.all(processes().map((one) => one.stop()));
    if (options.partsEndToo !== true) {
      await redis.command('ACL', 'DELUSER', `${namespace}-aggregation`, `${namespace}-insights`);
      await dropKeys(redis, `wl:${namespace}:`);
      if (options.topicPrefix === undefined) await deleteTopics(options.kafka, topicPrefix);
    }
    for (const server of [redis, ...replicas]) server.close();
    await rm(dir, { recursive: true, force: true });
  };
  const start = async () => {
    await applyTopics(options.kafka, topicPrefix, partitions);
    await Promise.all(processes().map((one) => one.start()));
  };
  try {
    if (options.unstarted !== true) await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    dir,
    ports,
    certificates,
    namespace,
    topicPrefix,
    intake,
    workers,
    insights,
    processes,
    redis,
    insightsRedisUrl: insightsUrl(),
    ledgerDir,
    ledgerInTheClear: (country) => {
      const key = ledgerKey(Buffer.from(keys[country].contentKey, 'base64'), country);
      return sqliteInTheClear(join(ledgerDir(country), 'ledger.sqlite'), key);
    },
    start,
    stop,
  };
}

async function dropKeys(redis: RawRedis, prefix: string): Promise<void> {
  let cursor = '0';
  do {
    const reply = (await redis.command('SCAN', cursor, 'MATCH', `${prefix}*`, 'COUNT', '1000')) as [
      Buffer,
      Buffer[],
    ];
    cursor = reply[0].toString();
    if (reply[1].length > 0) await redis.command('UNLINK', ...reply[1]);
  } while (cursor !== '0');
}
