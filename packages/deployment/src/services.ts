import { type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';

/** One number, or one for each country's node. */
export type Port = number | Readonly<Record<NodeCountry, number>>;

/** Variables without `WAYLIGHT_NAME_`, and names of files. */
type Files = Readonly<Record<string, string>>;

/** A service of Waylight. */
export type Service = {
  /** The machine that runs it. */
  readonly machine: 'node' | 'region';
  /** The most memory that its container may use, in MiB. */
  readonly memory: number;
  /** Size of its volume on Kubernetes. */
  readonly storage: string;
  /** gRPC over mutual TLS. `setting` is Compose's setting with the port that the machine publishes. */
  readonly grpc: {
    readonly port: Port;
    readonly setting: string;
    readonly callers: 'organisations' | 'operators';
  };
  /** HTTP without TLS behind the proxy of the website; otherwise over mutual TLS, and off until its variable is set. */
  readonly http?: {
    readonly port: Port;
    readonly variable: string;
    readonly isBehindProxy?: true;
    /** True if browsers call it, so that its certificate is not that of gRPC. */
    readonly hasOwnCertificate?: true;
    /** What it serves and for whom, on the page of ports. */
    readonly serves: string;
    readonly callers: string;
  };
  /** Health and metrics. `isOff`: until its variable is set. */
  readonly health: { readonly port: Port; readonly setting: string; readonly isOff?: true };
  /** The beginning of its variables of Redis, for each address that it may have. The first is of every region. */
  readonly redis?: readonly string[];
  /** Files in its folder of data, or `.` for the folder. The first is always set. */
  readonly data: Files;
  /** Whole names of variables of files that only a trial sets. */
  readonly trialData?: readonly string[];
  /** Secret files in its folder of keys. */
  readonly keys?: Files;
  /** The secret that encrypts its folder of data. */
  readonly encryptedWith?: string;
  /** Secret files that it has only for a purpose. */
  readonly optionalKeys?: Readonly<Record<string, Files>>;
  /** Files in the folder `config`, by the whole names of their variables. */
  readonly config?: Files;
};

export type Services = Readonly<Record<string, Service>>;

const PLAN = { WAYLIGHT_RELEASE_PLAN_FILE: 'release-plan.json' } as const;

/**
 * Every service, in the order of its start. "Add a service" in CONTRIBUTING.md lists what derives from a row and what does not. The
 * access table lists who may call it.
 */
export const SERVICES = {
  intake: {
    machine: 'node',
    memory: 400,
    storage: '5Gi',
    grpc: { port: SERVICE_PORTS.intake, setting: 'WAYLIGHT_PORT', callers: 'organisations' },
    http: {
      port: SERVICE_PORTS.intakeHttp,
      variable: 'HTTP_PORT',
      hasOwnCertificate: true,
      serves: '[browser endpoint](node.md#browser-endpoint)',
      callers: "browsers in the organisations' networks",
    },
    health: { port: SERVICE_PORTS.intakeHealth, setting: 'WAYLIGHT_HEALTH_PORT', isOff: true },
    data: { DATA_DIR: '.' },
    keys: { KEYS_FILE: 'node-keys.json' },
    encryptedWith: 'KEYS_FILE',
  },
  aggregation: {
    machine: 'region',
    memory: 1500,
    storage: '1Gi',
    grpc: { port: SERVICE_PORTS.operations, setting: 'WAYLIGHT_OPERATIONS_PORT', callers: 'operators' },
    http: {
      port: SERVICE_PORTS.operationsHttp,
      variable: 'OPERATIONS_HTTP_PORT',
      serves: 'HTTP',
      callers: 'operators only',
    },
    health: { port: SERVICE_PORTS.aggregationHealth, setting: 'WAYLIGHT_AGGREGATION_HEALTH_PORT' },
    redis: ['REDIS', 'RELEASED_REDIS'],
    data: { AUDIT_FILE: 'audit.sqlite' },
    trialData: ['WAYLIGHT_VIEW_STORE_FILE', 'WAYLIGHT_RELEASED_FILE'],
    keys: { RELEASE_SECRET_FILE: 'release-secret', SIGNING_KEY_FILE: 'signing-key.pem' },
    config: PLAN,
  },
  insights: {
    machine: 'region',
    memory: 600,
    storage: '2Gi',
    grpc: { port: SERVICE_PORTS.insights, setting: 'WAYLIGHT_INSIGHTS_PORT', callers: 'organisations' },
    http: {
      port: SERVICE_PORTS.insightsHttp,
      variable: 'HTTP_PORT',
      isBehindProxy: true,
      serves: 'HTTP and pages, without TLS',
      callers: 'a reverse proxy with TLS and rate limits',
    },
    health: { port: SERVICE_PORTS.insightsHealth, setting: 'WAYLIGHT_INSIGHTS_HEALTH_PORT' },
    redis: ['REDIS'],
    data: { DATABASE_FILE: 'insights.sqlite', AUDIT_FILE: 'audit.sqlite' },
    trialData: ['WAYLIGHT_RELEASED_FILE'],
    optionalKeys: {
      'sign-in': { OIDC_CLIENT_SECRET_FILE: 'oidc-client-secret', SESSION_SECRET_FILE: 'session-secret' },
      mail: { SMTP_PASSWORD_FILE: 'smtp-password' },
    },
    config: { ...PLAN, WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: 'release-keys.json' },
  },
} as const satisfies Services;

export type ServiceName = keyof typeof SERVICES;

/** Port and paths of health and metrics in every container. */
export const HEALTH = {
  port: 9100,
  live: '/health/live',
  ready: '/health/ready',
  metrics: '/metrics',
} as const;

export type NamedService = Service & { readonly name: string };

/** The services of a machine, or of all, in the order of their start. */
export const servicesOf = (
  machine?: Service['machine'],
  services: Services = SERVICES,
): readonly NamedService[] =>
  Object.entries(services)
    .filter(([, service]) => machine === undefined || service.machine === machine)
    .map(([name, service]) => ({ name, ...service }));

export const numbersOf = (port: Port): readonly number[] =>
  typeof port === 'number' ? [port] : Object.values(port);

export const ownVariable = (name: string, suffix: string): string =>
  `WAYLIGHT_${name.toUpperCase()}_${suffix}`;

/** Its name for Kafka, in its certificate. Its rights are in `log-acl.ts` of contracts. */
export const logNameOf = (name: string): string => `waylight-${name}`;
