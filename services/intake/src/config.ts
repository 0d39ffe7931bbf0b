import process from 'node:process';
import {
  NODE_COUNTRIES,
  REPORTS_KEPT_MIN_MONTHS,
  REPORTS_KEPT_MONTHS,
  SERVICE_PORTS,
} from '@waylight/contracts';
import { eventLogFields, eventLogFileField } from '@waylight/event-log';
import {
  type Environment,
  existingFile,
  field,
  flag,
  loadConfig,
  oneOf,
  origin,
  port,
  serverFields,
  text,
  wholeNumber,
} from '@waylight/service-kit';
import { z } from 'zod';

/** Settings of a deployment; docs/configuration.md is generated from them. */
export const configSchema = z.object({
  country: oneOf(NODE_COUNTRIES).meta({
    env: 'WAYLIGHT_INTAKE_COUNTRY',
    description: 'Country of this node (XK: see the footnote in the README)',
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
    description: 'Address on which health and metrics listen; must not be public',
  }),
  opsPort: port().optional().meta({
    env: 'WAYLIGHT_INTAKE_OPS_PORT',
    description: 'Port of health and metrics over HTTP; off by default',
  }),
  httpHost: text('an address to listen on').default('127.0.0.1').meta({
    env: 'WAYLIGHT_INTAKE_HTTP_HOST',
    description: 'Address on which the browser endpoint listens',
  }),
  httpPort: port()
    .optional()
    .meta({
      env: 'WAYLIGHT_INTAKE_HTTP_PORT',
      description: `Port of the browser endpoint, over HTTPS with the organisations’ certificates; off by default. In a trial: ${NODE_COUNTRIES.map((node) => `${node} ${SERVICE_PORTS.intakeHttp[node]}`).join(', ')}`,
    }),
  httpOrigin: origin().optional().meta({
    env: 'WAYLIGHT_INTAKE_HTTP_ORIGIN',
    description:
      'Origin of the dashboard, such as https://insights.example.org: the only one that the browser endpoint serves',
  }),
  httpCertificateFile: existingFile().optional().meta({
    env: 'WAYLIGHT_INTAKE_HTTP_CERTIFICATE_FILE',
    description: 'Certificate of the browser endpoint (PEM), of an authority that browsers may trust',
  }),
  httpKeyFile: existingFile().optional().meta({
    env: 'WAYLIGHT_INTAKE_HTTP_KEY_FILE',
    description: 'Private key of that certificate (PEM)',
  }),
  ...serverFields,
  caFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_CA_FILE',
    description: 'Certificate authority of callers',
  }),
  certificateFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE',
    description: 'Certificate of this service',
  }),
  keyFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_TLS_KEY_FILE',
    description: 'Private key of this service',
  }),
  registryFile: existingFile().meta({
    env: 'WAYLIGHT_REGISTRY_FILE',
    description: 'Registry of callers',
  }),
  keysFile: existingFile().meta({
    env: 'WAYLIGHT_INTAKE_KEYS_FILE',
    description: 'Keys of the node (JSON)',
  }),
  dataDir: text('a directory').meta({
    env: 'WAYLIGHT_INTAKE_DATA_DIR',
    description: 'Directory of the ledger; created if missing',
  }),
  ...eventLogFields('INTAKE', 'embedded'),
  eventLogFile: eventLogFileField('; `event-log.sqlite` in the data directory if not given'),
  timeZone: field('a time zone of the IANA database, such as Europe/Skopje', (value) =>
    isTimeZone(value) ? { ok: true, value } : { ok: false },
  )
    .default('Europe/Belgrade')
    .meta({
      env: 'WAYLIGHT_INTAKE_TIME_ZONE',
      description: 'Time zone of the node, which decides which day is today',
    }),
  ratePerSecond: wholeNumber({ min: 1, max: 1_000_000 }).default(500).meta({
    env: 'WAYLIGHT_INTAKE_RATE_PER_SECOND',
    description: 'Sustained writes per second of one organisation',
  }),
  rateBurst: wholeNumber({ min: 1, max: 1_000_000 }).default(5_000).meta({
    env: 'WAYLIGHT_INTAKE_RATE_BURST',
    description: 'Writes of one organisation at once after a pause',
  }),
  maxRequestBytes: wholeNumber({ min: 16_384, max: 4_194_304 }).default(131_072).meta({
    env: 'WAYLIGHT_INTAKE_MAX_REQUEST_BYTES',
    description: 'Largest request, in bytes',
  }),
  reportsKeptMonths: wholeNumber({ min: REPORTS_KEPT_MIN_MONTHS, max: REPORTS_KEPT_MONTHS })
    .default(REPORTS_KEPT_MONTHS)
    .meta({
      env: 'WAYLIGHT_INTAKE_REPORTS_KEPT_MONTHS',
      description: 'Months after first receipt at which reports and activity reports expire',
    }),
  acceptOldCopy: flag().default(false).meta({
    env: 'WAYLIGHT_INTAKE_ACCEPT_OLD_COPY',
    description:
      'Serve a restored ledger although the event log cannot show what was retracted since its backup',
  }),
  logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info').meta({
    env: 'WAYLIGHT_INTAKE_LOG_LEVEL',
    description: 'Minimum level of log lines',
  }),
});

export type IntakeConfig = Readonly<z.output<typeof configSchema>>;

/** @throws ConfigError, whose message names every wrong variable. */
export function intakeConfig(env: Environment = process.env): IntakeConfig {
  return loadConfig(
    configSchema
      .refine(({ eventLog, kafkaBrokers }) => eventLog !== 'kafka' || kafkaBrokers !== undefined, {
        path: ['kafkaBrokers'],
        error: 'the brokers, because the event log is kafka',
      })
      .refine(({ httpPort, httpOrigin }) => httpPort === undefined || httpOrigin !== undefined, {
        path: ['httpOrigin'],
        error: 'the origin of the dashboard, because the browser endpoint has a port',
      })
      .refine(
        ({ httpPort, httpCertificateFile }) => httpPort === undefined || httpCertificateFile !== undefined,
        {
          path: ['httpCertificateFile'],
          error: 'a certificate of an authority for browsers, because the browser endpoint has a port',
        },
      )
      .refine(({ httpPort, httpKeyFile }) => httpPort === undefined || httpKeyFile !== undefined, {
        path: ['httpKeyFile'],
        error: 'the key of that certificate, because the browser endpoint has a port',
      }),
    env,
  );
}

/** Options that Node.js has read from its environment, for the guard against memory dumps. */
export function readNodeJsOptions(env: Environment = process.env): string {
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
