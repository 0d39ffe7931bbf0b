import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AggregationTuning } from '@waylight/aggregation';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { ReleasePlan } from '@waylight/disclosure-control';
import { ledgerKey } from '@waylight/pseudonymisation';
import { decryptSqlite, uniqueName } from '@waylight/testing';
import { aggregationAcl, releasedReaderAcl } from '@waylight/view-store';
import type { Certificates } from './certificates.ts';
import { freeRegionPorts, type RegionPorts } from './ports.ts';
import type { Defect } from './programs/planted-defect.ts';
import { testOverridesEnv } from './programs/test-overrides.ts';
import { openRawRedis, type RawRedis } from './raw-redis.ts';
import { writeRegionFiles } from './region-files.ts';
import { applyTopics, deleteTopics } from './region-topics.ts';
import { createServiceProcess, type ServiceProcess } from './service-process.ts';
import { prepareSignIns, type Session } from './sign-ins.ts';

type Service = 'intake' | 'aggregation' | 'insights';
/** The namespace in `infra/redis/users.acl`. Its users are `waylight-aggregation` and `waylight-insights`. */
const SHIPPED_NAMESPACE = 'waylight';

type Environment = Readonly<Record<string, string>>;

/** Settings of one process, in addition to those of all processes of its service. */
export type ProcessOverrides = {
  /** Other addresses of Kafka and Redis, such as those of a proxy. */
  readonly log?: string | undefined;
  readonly store?: string | undefined;
  /** Folder of a node's ledger. */
  readonly dataDir?: string | undefined;
  readonly env?: Environment;
};

export type ProcessRegionOptions = {
  readonly run: 'processes';
  /** host:port of a real Kafka. */
  readonly log: string;
  /** redis://host:port of a real Redis whose user may create users: the user of the URL, or the default one. */
  readonly store: string;
  /**
   * Password files of the users in `infra/redis/users.acl`, if the servers have this file. The region then has the namespace of
   * the file. Default: creates users for a namespace of its own.
   */
  readonly redisPasswords?: { readonly aggregation: string; readonly insights: string };
  /** Replicas that may become primary. Users are created there too, because they are not replicated. */
  readonly replicas?: readonly string[];
  /** True if Kafka and Redis are stopped after the region, so that no cleanup is needed. */
  readonly ownsDependencies?: boolean;
  readonly nodes?: readonly NodeCountry[];
  readonly partitions?: number;
  readonly workers?: number;
  readonly insights?: boolean;
  /** Prefix of existing topics, which are not deleted. Default: new topics. */
  readonly topicPrefix?: string;
  /** The release plan. Default: the shipped one. */
  readonly plan?: ReleasePlan;
  /** The release secret as 64 hexadecimal digits. */
  readonly secret?: string;
  /** Adds an identity provider, so that `signIn` works. */
  readonly signIns?: boolean;
  /** Runs nodes and workers as test programs with named steps, at which `interruptAtStep` suspends or kills them. */
  readonly steps?: {
    /** Pause between releases that are due at the start. */
    readonly releaseEveryMs?: number;
    /** A defect to plant, to prove that a run detects it. */
    readonly defect?: Defect | undefined;
  };
  /** Prepares everything; `start` starts it. */
  readonly unstarted?: boolean;
  readonly env?: { readonly [service in Service]?: Environment };
  readonly aggregation?: Partial<AggregationTuning>;
  /** Processes by name: `aggregation-0`, `intake-MK`, `insights`. */
  readonly overrides?: (process: string) => ProcessOverrides;
};

export type ProcessRegion = {
  /** A folder in the layout of a trial region, so that the command line finds certificates and ports. */
  readonly dir: string;
  readonly ports: RegionPorts;
  readonly certificates: Certificates;
  readonly planFile: string;
  readonly namespace: string;
  readonly topicPrefix: string;
  readonly intake: ReadonlyMap<NodeCountry, ServiceProcess>;
  readonly workers: readonly ServiceProcess[];
  readonly insights: ServiceProcess;
  readonly processes: () => readonly ServiceProcess[];
  /** Redis as administrator. */
  readonly redis: RawRedis;
  /** Redis with the rights of insights. */
  readonly insightsRedisUrl: string;
  readonly ledgerDir: (country: NodeCountry) => string;
  /** A node's ledger, decrypted. */
  readonly readDecryptedLedger: (country: NodeCountry) => Promise<Buffer>;
  /** Signs in a member of an organisation over HTTP. */
  readonly signIn: (organisation: string) => Promise<Session>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const programPath = (name: string) => fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
const PROGRAMS: { readonly [service in Service]?: string } = { aggregation: programPath('aggregation') };
const STEP_PROGRAMS: { readonly [service in Service]?: string } = {
  intake: programPath('intake'),
  aggregation: programPath('aggregation-steps'),
};

/** A region like in production: each service is a process, over the given Kafka and Redis. */
export async function startProcessRegion(options: ProcessRegionOptions): Promise<ProcessRegion> {
  await using open = new AsyncDisposableStack();
  const { nodes = NODE_COUNTRIES, partitions = 3, workers: workerCount = 1, steps } = options;
  const { redisPasswords } = options;
  const namespace = redisPasswords === undefined ? uniqueName('processes') : SHIPPED_NAMESPACE;
  const topicPrefix = options.topicPrefix ?? `${namespace}.`;
  const dir = await mkdtemp(join(tmpdir(), 'waylight-processes-'));
  open.defer(() => rm(dir, { recursive: true, force: true }));
  const ports = await freeRegionPorts();
  const { secret, plan } = options;
  const files = await writeRegionFiles(dir, { portOffset: ports.offset, nodes, secret, plan });
  const { certificates } = files;
  const signIns = options.signIns === true ? await prepareSignIns(dir, ports) : undefined;

  const redis = open.adopt(await openRawRedis(options.store), (one) => one.close());
  const stores = [redis];
  for (const url of options.replicas ?? [])
    stores.push(open.adopt(await openRawRedis(url), (one) => one.close()));
  const asUser = (user: string, password: string, passwordFile: string) => ({
    passwordFile,
    url: (store = options.store) => {
      const { protocol, host } = new URL(store);
      return `${protocol}//${user}@${host}`;
    },
    urlWithPassword: `redis://${user}:${password}@${new URL(options.store).host}`,
  });
  const createUser = async (role: 'aggregation' | 'insights', rules: readonly string[]) => {
    const user = `${namespace}-${role}`;
    const shipped = redisPasswords?.[role];
    if (shipped !== undefined) return asUser(user, (await readFile(shipped, 'utf8')).trim(), shipped);
    const password = randomBytes(16).toString('hex');
    for (const server of stores) {
      await server.command('ACL', 'SETUSER', user, ...rules, `>${password}`);
      // Saved, so that a restarted server has the users. A server without an ACL file cannot save users.
      if (options.ownsDependencies === true) await server.command('ACL', 'SAVE');
    }
    const passwordFile = join(dir, 'keys', `redis-${role}`);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    return asUser(user, password, passwordFile);
  };
  if (options.ownsDependencies !== true)
    open.defer(async () => {
      await redis.command('ACL', 'DELUSER', `${namespace}-aggregation`, `${namespace}-insights`);
      await dropKeys(redis, `wl:${namespace}:`);
      if (options.topicPrefix === undefined) await deleteTopics(options.log, topicPrefix);
    });
  const aggregationUser = await createUser('aggregation', aggregationAcl(namespace));
  const insightsUser = await createUser('insights', releasedReaderAcl(namespace));

  const ledgerDir = (country: NodeCountry) =>
    options.overrides?.(`intake-${country}`).dataDir ?? join(dir, 'nodes', country);
  const stepsEnv: Environment = {
    ...(steps?.releaseEveryMs === undefined
      ? {}
      : { WAYLIGHT_FAULTS_RELEASE_EVERY_MS: String(steps.releaseEveryMs) }),
    ...(steps?.defect === undefined ? {} : { WAYLIGHT_FAULTS_BREAK: steps.defect }),
  };
  const processOf = (
    service: Service,
    name: string,
    opsPort: number,
    env: (store: string | undefined) => Environment,
  ): ServiceProcess => {
    const overrides = options.overrides?.(name) ?? {};
    const prefix = `WAYLIGHT_${service.toUpperCase()}`;
    return createServiceProcess({
      service,
      name,
      dir,
      opsPort,
      program: (steps === undefined ? PROGRAMS : STEP_PROGRAMS)[service],
      env: {
        WAYLIGHT_REGISTRY_FILE: files.registry,
        WAYLIGHT_PARTITIONS: String(partitions),
        WAYLIGHT_TOPIC_PREFIX: topicPrefix,
        WAYLIGHT_EVENT_LOG: 'kafka',
        WAYLIGHT_LOCAL_NETWORK: 'true',
        WAYLIGHT_KAFKA_BROKERS: overrides.log ?? options.log,
        WAYLIGHT_REDIS_NAMESPACE: namespace,
        [`${prefix}_OPS_PORT`]: String(opsPort),
        [`${prefix}_TLS_CA_FILE`]: certificates.caFile,
        [`${prefix}_TLS_CERTIFICATE_FILE`]: certificates.serverCertificate,
        [`${prefix}_TLS_KEY_FILE`]: certificates.serverKey,
        ...(service === 'insights' ? {} : stepsEnv),
        ...env(overrides.store),
        ...options.env?.[service],
        ...overrides.env,
      },
    });
  };
  const workerNames = Array.from({ length: workerCount }, (_, n) => `aggregation-${n}`);
  const workers = workerNames.map((name, n) =>
    processOf('aggregation', name, ports.worker(n).ops, (store) => ({
      WAYLIGHT_VIEW_STORE: 'redis',
      WAYLIGHT_RELEASED_STORE: 'redis',
      WAYLIGHT_AGGREGATION_REDIS_URL: aggregationUser.url(store),
      WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE: aggregationUser.passwordFile,
      WAYLIGHT_AGGREGATION_GROUP: namespace,
      ...testOverridesEnv({ leaseTtlMs: 2_000, progressIntervalMs: 200, ...options.aggregation }),
      WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: files.releaseSecret,
      WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: files.signingKey,
      WAYLIGHT_AGGREGATION_AUDIT_FILE: join(dir, `${name}-audit.sqlite`),
      WAYLIGHT_AGGREGATION_AUDIT_NAME: name,
      WAYLIGHT_AGGREGATION_OTHER_AUDITS: workerNames.join(','),
      WAYLIGHT_RELEASE_PLAN_FILE: files.plan,
      WAYLIGHT_AGGREGATION_OPERATIONS_PORT: String(ports.worker(n).operations),
    })),
  );
  const intake = new Map(
    nodes.map((country) => [
      country,
      processOf('intake', `intake-${country}`, ports.intakeOps(country), () => ({
        WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: certificates.node(country).certificate,
        WAYLIGHT_INTAKE_TLS_KEY_FILE: certificates.node(country).key,
        WAYLIGHT_INTAKE_COUNTRY: country,
        WAYLIGHT_INTAKE_PORT: String(ports.intake(country)),
        WAYLIGHT_INTAKE_KEYS_FILE: files.nodeKeys(country),
        WAYLIGHT_INTAKE_DATA_DIR: ledgerDir(country),
      })),
    ]),
  );
  const insights = processOf('insights', 'insights', ports.insightsOps, (store) => ({
    WAYLIGHT_RELEASED_STORE: 'redis',
    WAYLIGHT_INSIGHTS_REDIS_URL: insightsUser.url(store),
    WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE: insightsUser.passwordFile,
    WAYLIGHT_INSIGHTS_DATABASE_FILE: join(dir, 'insights.sqlite'),
    WAYLIGHT_INSIGHTS_AUDIT_FILE: join(dir, 'insights-audit.sqlite'),
    WAYLIGHT_RELEASE_PLAN_FILE: files.plan,
    WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: files.releaseKeys,
    WAYLIGHT_INSIGHTS_HTTP_PORT: String(ports.insightsHttp),
    WAYLIGHT_INSIGHTS_GRPC_PORT: String(ports.insights),
    ...signIns?.env,
  }));
  const processes = [...workers, ...intake.values(), ...(options.insights === false ? [] : [insights])];
  open.defer(async () => {
    await signIns?.stop();
    await Promise.all(processes.map((one) => one.stop()));
  });
  const start = async () => {
    await applyTopics(options.log, topicPrefix, partitions);
    await Promise.all(processes.map((one) => one.start()));
  };
  if (options.unstarted !== true) await start();
  const opened = open.move();
  return {
    dir,
    ports,
    certificates,
    planFile: files.plan,
    namespace,
    topicPrefix,
    intake,
    workers,
    insights,
    processes: () => processes,
    redis,
    insightsRedisUrl: insightsUser.urlWithPassword,
    ledgerDir,
    readDecryptedLedger: (country) => {
      const key = ledgerKey(Buffer.from(files.keys(country).contentKey, 'base64'), country);
      return decryptSqlite(join(ledgerDir(country), 'ledger.sqlite'), key);
    },
    signIn: async (organisation) => {
      if (signIns === undefined) throw new Error('the region was started without `signIns`');
      return signIns.signIn(organisation);
    },
    start,
    stop: () => opened.disposeAsync(),
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
