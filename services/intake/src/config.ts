import process from 'node:process';
import {
  NODE_COUNTRIES,
  REPORTS_KEPT_MIN_MONTHS,
  REPORTS_KEPT_MONTHS,
  SERVICE_PORTS,
} from '@waylight/contracts';
import { eventLogFields, eventLogFileField } from '@waylight/event-log';
import {
  durationMs,
  type Environment,
  existingFile,
  field,
  flag,
  loadConfig,
  oneOf,
  origin,
  port,
  text,
  wholeNumber,
} from '@waylight/service-kit';
import { z } from 'zod';

/** Everything that a deployment may set, as the generated reference page shows it. */
export const configSchema = z.object({
  country: oneOf(NODE_COUNTRIES).meta({
    env: 'WAYLIGHT_INTAKE_COUNTRY',
    description: 'The country that this node is of (XK: see the footnote in the README)',
  }),
  host: text('an address to listen on').default('127.0.0.1').meta({
    env: 'WAYLIGHT_INTAKE_HOST',
    description: 'Address on which gRPC listens',
  }),
  port: port().meta({
    env: 'WAYLIGHT_INTAKE_PORT',
    description: `Port of gRPC: ${NODE_COUNTRIES.map((node) => `${node} ${SERVICE_PORTS.intake[node]}`).join(', ')}`,
  }),
  opsHost: text('an address to listen on').default('127.0.0.1').meta({
    env: 'WAYLIGHT_INTAKE_OPS_HOST',
    description: 'Address of health and metrics; not for the public',
  }),
  opsPort: port().optional().meta({
    env: 'WAYLIGHT_INTAKE_OPS_PORT',
    description: 'Port of health and metrics over HTTP; without one there are none',
  }),
  httpHost: text('an address to listen on').default('127.0.0.1').meta({
    env: 'WAYLIGHT_INTAKE_HTTP_HOST',
    description: 'Address on which the door for browsers listens',
  }),
  httpPort: port()
    .optional()
    .meta({
      env: 'WAYLIGHT_INTAKE_HTTP_PORT',
      description: `Port of the door for browsers, over HTTPS with the organisations’ certificates; without one there is none. In a trial: ${NODE_COUNTRIES.map((node) => `${node} ${SERVICE_PORTS.intakeHttp[node]}`).join(', ')}`,
    }),
  httpOrigin: origin().optional().meta({
    env: 'WAYLIGHT_INTAKE_HTTP_ORIGIN',
    description:
      'The one origin whose pages may ask at that door: the dashboard’s, such as https://insights.example.org',
  }),
  caFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_CA_FILE',
    description: 'Certificate of the authority that signs the organisations’ certificates (PEM)',
  }),
  certificateFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE',
    description: 'The node’s own certificate (PEM)',
  }),
  keyFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_KEY_FILE',
    description: 'The key of that certificate (PEM); readable by its owner alone',
  }),
  registryFile: existingFile().meta({
    env: 'WAYLIGHT_REGISTRY_FILE',
    description: 'The registry of organisations and operators (JSON)',
  }),
  keysFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_KEYS_FILE',
    description: 'The node’s keys (JSON); readable by its owner alone',
  }),
  dataDir: text('a directory').meta({
    env: 'WAYLIGHT_INTAKE_DATA_DIR',
    description: 'Where the ledger lies; made if missing',
  }),
  ...eventLogFields('INTAKE', 'embedded'),
  eventLogFile: eventLogFileField('; `event-log.sqlite` in the data directory if not given'),
  timeZone: field('a time zone of the IANA database, such as Europe/Skopje', (value) =>
    isTimeZone(value) ? { ok: true, value } : { ok: false },
  )
    .default('Europe/Belgrade')
    .meta({
      env: 'WAYLIGHT_INTAKE_TIME_ZONE',
      description: 'The node’s time zone: what day it is, and so which dates lie in the future',
    }),
  ratePerSecond: wholeNumber({ min: 1, max: 1_000_000 }).default(500).meta({
    env: 'WAYLIGHT_INTAKE_RATE_PER_SECOND',
    description: 'Writes per second that one organisation may send for long',
  }),
  rateBurst: wholeNumber({ min: 1, max: 1_000_000 }).default(5_000).meta({
    env: 'WAYLIGHT_INTAKE_RATE_BURST',
    description: 'Writes that one organisation may send at once after a pause',
  }),
  maxRequestBytes: wholeNumber({ min: 16_384, max: 4_194_304 }).default(131_072).meta({
    env: 'WAYLIGHT_INTAKE_MAX_REQUEST_BYTES',
    description: 'Size of the largest request that is read',
  }),
  relayLingerMs: durationMs({ min: 1, max: 60_000 }).default(40).meta({
    env: 'WAYLIGHT_INTAKE_RELAY_LINGER',
    description: 'How long accepted reports gather before they go on the log together',
  }),
  heartbeatMs: durationMs({ min: 1_000 }).default(3_600_000).meta({
    env: 'WAYLIGHT_INTAKE_HEARTBEAT',
    description: 'How often the node says that it is there',
  }),
  auditHeadsMs: durationMs({ min: 10 }).default(600_000).meta({
    env: 'WAYLIGHT_INTAKE_AUDIT_HEADS',
    description: 'How often the log is told what the audit ends with, where something was written since',
  }),
  reportsKeptMonths: wholeNumber({ min: REPORTS_KEPT_MIN_MONTHS, max: REPORTS_KEPT_MONTHS })
    .default(REPORTS_KEPT_MONTHS)
    .meta({
      env: 'WAYLIGHT_INTAKE_REPORTS_KEPT_MONTHS',
      description: 'How many months after first receipt reports and activity records expire',
    }),
  retentionMs: durationMs({ min: 10 }).default(600_000).meta({
    env: 'WAYLIGHT_INTAKE_RETENTION',
    description: 'How often the node looks for what is kept no longer',
  }),
  acceptOldCopy: flag().default(false).meta({
    env: 'WAYLIGHT_INTAKE_ACCEPT_OLD_COPY',
    description:
      'Whether a ledger is served that is an older copy than the log remembers what was taken back since',
  }),
  stopTimeoutMs: durationMs({ min: 100, max: 120_000 }).default(10_000).meta({
    env: 'WAYLIGHT_INTAKE_STOP_TIMEOUT',
    description: 'How long calls may finish at a stop',
  }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info').meta({
    env: 'WAYLIGHT_INTAKE_LOG_LEVEL',
    description: 'The least level that is logged',
  }),
});

export type IntakeConfig = Readonly<z.output<typeof configSchema>>;

/** @throws ConfigError with one message that names every variable that is wrong. */
export function intakeConfig(env: Environment = process.env): IntakeConfig {
  return loadConfig(
    configSchema
      .refine(({ eventLog, kafkaBrokers }) => eventLog !== 'kafka' || kafkaBrokers !== undefined, {
        path: ['kafkaBrokers'],
        error: 'the brokers, because the event log is kafka',
      })
      .refine(({ httpPort, httpOrigin }) => httpPort === undefined || httpOrigin !== undefined, {
        path: ['httpOrigin'],
        error: 'the origin of the dashboard, because there is a door for browsers',
      }),
    env,
  );
}

/** Options that Node.js took from its environment, for the guard against dumps. */
export function readNodeOptions(env: Environment = process.env): string {
  return env.NODE_OPTIONS ?? '';
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
