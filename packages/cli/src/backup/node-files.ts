import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { parseNodeKeys } from '@waylight/node-keys';
import { ledgerKey } from '@waylight/pseudonymisation';
import { type Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import type { Variables } from '../doctor/installation.ts';
import { readEnvFile } from '../doctor/read-env-file.ts';
import { usageFailure } from '../failure.ts';

/** The files of a node on this machine. */
export type NodeFiles = {
  readonly country: NodeCountry;
  /** Folder of the ledger. */
  readonly folder: string;
  /** Folder of the backups that the node writes. */
  readonly backups: string;
  readonly keysFile: string;
};

export type NodeFlags = { readonly envFile?: string; readonly data?: string; readonly country?: NodeCountry };

/** Adds the flags that name a node on this machine. */
export const withNodeFlags = (command: Command): Command =>
  command
    .option('--env-file <file>', 'the variables of the node, as for systemd: a NAME=value on each line')
    .option('--data <dir>', 'folder of a trial (default: .waylight/region)')
    .addOption(new Option('--country <code>', 'node of a trial').choices(NODE_COUNTRIES));

/** The node that the flags or the variables name, and its variables. */
export async function findNode(
  { cwd, env }: CommandContext,
  { envFile, data, country }: NodeFlags,
): Promise<NodeFiles & { readonly variables: Variables }> {
  const fromFile = envFile === undefined ? {} : await readEnvFile(resolve(cwd, envFile));
  const variables = { ...readServiceVariables(), ...fromFile };
  const trial = { folder: dataDirOf({ data: data ?? env.data }, cwd), country };
  return { ...findNodeFiles(variables, trial, cwd), variables };
}

function findNodeFiles(
  variables: Variables,
  trial: { readonly folder: string; readonly country: NodeCountry | undefined },
  cwd: string,
): NodeFiles {
  const { WAYLIGHT_INTAKE_COUNTRY: named, WAYLIGHT_INTAKE_DATA_DIR: data } = variables;
  const country = NODE_COUNTRIES.find((one) => one === named);
  const keys = variables.WAYLIGHT_INTAKE_KEYS_FILE;
  if (country !== undefined && data !== undefined && keys !== undefined)
    return filesOf(country, resolve(cwd, data), resolve(cwd, keys));
  if (named !== undefined || data !== undefined || keys !== undefined)
    throw usageFailure(
      'the variables of the node are incomplete',
      'Set WAYLIGHT_INTAKE_COUNTRY, WAYLIGHT_INTAKE_DATA_DIR and WAYLIGHT_INTAKE_KEYS_FILE, or name their file (--env-file).',
    );
  if (trial.country === undefined)
    throw usageFailure(
      'which node?',
      "Use the node's variables (--env-file /etc/waylight/intake.env), or in a trial --country MK.",
    );
  const { folder } = trial;
  return filesOf(
    trial.country,
    join(folder, 'nodes', trial.country),
    join(folder, 'keys', `node-${trial.country}.json`),
  );
}

const filesOf = (country: NodeCountry, folder: string, keysFile: string): NodeFiles => ({
  country,
  folder,
  backups: join(folder, 'backups'),
  keysFile,
});

/** Reads the key of the node's ledger. Messages quote nothing from the file. */
export async function readLedgerKey({ country, keysFile }: NodeFiles): Promise<Uint8Array> {
  const text = await readFile(keysFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read the keys file ${keysFile} (${error.code})`);
  });
  const parsed = parseNodeKeys(parseJson(text), country);
  if ('problems' in parsed)
    throw usageFailure(`${keysFile} is not the keys file of ${country}`, ...parsed.problems);
  return ledgerKey(parsed.keys.contentKey, country);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
