import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  aggregationBackup,
  type BackupSubject,
  backupFolderOf,
  insightsBackup,
  nodeBackup,
} from '@waylight/backup';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { parseNodeKeys } from '@waylight/node-keys';
import { ledgerKey } from '@waylight/pseudonymisation';
import { type Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';
import type { Variables } from '../installation/installation.ts';
import { readEnvFile } from '../installation/read-env-file.ts';

/** The files of a service on this machine. All paths are absolute. */
export type ServiceFiles = {
  readonly service: 'node' | 'insights' | 'aggregation';
  readonly subject: BackupSubject;
  /** Names the service in a repository. */
  readonly tag: string;
  /** Folder of the databases. */
  readonly folder: string;
  /** Folder of the backups that the service writes. */
  readonly backups: string;
  /** Database files by the name of their part of a backup. */
  readonly databases: Readonly<Record<string, string>>;
  /** A key of the service. The password of the repository is by default next to it. */
  readonly keyFile: string;
  /** The country whose node encrypts its databases. */
  readonly country?: NodeCountry;
  readonly variables: Variables;
};

export type ServiceFlags = {
  readonly envFile?: string;
  readonly data?: string;
  readonly country?: NodeCountry;
};

/** Adds the flags that name a service on this machine. */
export const withServiceFlags = (command: Command): Command =>
  command
    .option('--env-file <file>', 'the variables of the service, as for systemd: a NAME=value on each line')
    .option('--data <dir>', 'folder of a trial (default: .waylight/region)')
    .addOption(new Option('--country <code>', 'node of a trial').choices(NODE_COUNTRIES));

/** The one service that the flags or the variables name. */
export async function findService(
  { cwd, env }: CommandContext,
  { envFile, data, country }: ServiceFlags,
): Promise<ServiceFiles> {
  const fromFile = envFile === undefined ? {} : await readEnvFile(resolve(cwd, envFile));
  const variables = { ...readServiceVariables(), ...fromFile };
  const [service, another] = findConfiguredServices(variables, (path) => resolve(cwd, path));
  if (another !== undefined)
    throw usageFailure('the variables name several services', 'Use a file with those of one (--env-file).');
  if (service !== undefined) return service;
  if (country === undefined)
    throw usageFailure(
      'which service?',
      "Use the service's variables (--env-file /srv/waylight/intake.env), or in a trial --country MK.",
    );
  const folder = dataDirOf({ data: data ?? env.data }, cwd);
  return nodeFiles(
    country,
    join(folder, 'nodes', country),
    join(folder, 'keys', `node-${country}.json`),
    variables,
  );
}

/** The services whose variables are set. */
export function findConfiguredServices(
  variables: Variables,
  absolute: (path: string) => string,
): ServiceFiles[] {
  const {
    WAYLIGHT_INTAKE_COUNTRY: named,
    WAYLIGHT_INTAKE_DATA_DIR: data,
    WAYLIGHT_INTAKE_KEYS_FILE: keys,
    WAYLIGHT_INSIGHTS_DATABASE_FILE: database,
    WAYLIGHT_INSIGHTS_AUDIT_FILE: insightsAudit,
    WAYLIGHT_INSIGHTS_AUDIT_NAME: insightsName = 'insights',
    WAYLIGHT_INSIGHTS_TLS_KEY_FILE: insightsKey,
    WAYLIGHT_AGGREGATION_AUDIT_FILE: audit,
    WAYLIGHT_AGGREGATION_AUDIT_NAME: auditName = 'aggregation',
    WAYLIGHT_AGGREGATION_TLS_KEY_FILE: aggregationKey,
  } = variables;
  const services: ServiceFiles[] = [];
  if (named !== undefined || data !== undefined || keys !== undefined) {
    const country = NODE_COUNTRIES.find((one) => one === named);
    if (country === undefined || data === undefined || keys === undefined)
      throw incomplete('INTAKE_COUNTRY', 'INTAKE_DATA_DIR', 'INTAKE_KEYS_FILE');
    services.push(nodeFiles(country, absolute(data), absolute(keys), variables));
  }
  if (database !== undefined || insightsAudit !== undefined) {
    if (database === undefined || insightsAudit === undefined || insightsKey === undefined)
      throw incomplete('INSIGHTS_DATABASE_FILE', 'INSIGHTS_AUDIT_FILE', 'INSIGHTS_TLS_KEY_FILE');
    const databases = { database: absolute(database), audit: absolute(insightsAudit) };
    const files = filesOf(insightsBackup(insightsName), databases, databases.database);
    services.push({ ...files, service: 'insights', keyFile: absolute(insightsKey), variables });
  }
  if (audit !== undefined) {
    if (aggregationKey === undefined) throw incomplete('AGGREGATION_AUDIT_FILE', 'AGGREGATION_TLS_KEY_FILE');
    const files = filesOf(aggregationBackup(auditName), { audit: absolute(audit) }, absolute(audit));
    services.push({ ...files, service: 'aggregation', keyFile: absolute(aggregationKey), variables });
  }
  return services;
}

function nodeFiles(
  country: NodeCountry,
  folder: string,
  keyFile: string,
  variables: Variables,
): ServiceFiles {
  const ledger = join(folder, 'ledger.sqlite');
  const files = filesOf(nodeBackup(country), { ledger }, ledger);
  return { ...files, service: 'node', tag: `node-${country}`, keyFile, country, variables };
}

function filesOf(subject: BackupSubject, databases: Readonly<Record<string, string>>, main: string) {
  return {
    subject,
    databases,
    tag: subject.kind,
    folder: dirname(main),
    backups: backupFolderOf(main),
  };
}

const incomplete = (...names: readonly string[]) =>
  usageFailure(
    'the variables of the service are incomplete',
    `Set ${names.map((name) => `WAYLIGHT_${name}`).join(', ')}, or name their file (--env-file).`,
  );

/** Reads the key of a node's ledger; undefined for a service without encryption. Messages quote nothing from the file. */
export async function readDatabaseKey({
  country,
  keyFile,
}: Pick<ServiceFiles, 'country' | 'keyFile'>): Promise<Uint8Array | undefined> {
  if (country === undefined) return undefined;
  const text = await readFile(keyFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read the keys file ${keyFile} (${error.code})`);
  });
  const parsed = parseNodeKeys(parseJson(text), country);
  if ('problems' in parsed)
    throw usageFailure(`${keyFile} is not the keys file of ${country}`, ...parsed.problems);
  return ledgerKey(parsed.keys.contentKey, country);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
