import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { DEFAULT_DIR } from '@waylight/deployment';
import { type NodeKeys, parseNodeKeys } from '@waylight/node-keys';
import { type Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';
import type { Variables } from '../installation/installation.ts';
import { readEnvFile } from '../installation/read-env-file.ts';
import { REGISTRY_VARIABLE } from '../installation/service-variables.ts';

/** The files of a node on this machine. */
export type NodeFiles = {
  readonly country: NodeCountry;
  readonly keysFile: string;
  readonly registryFile: string | undefined;
};

export type NodeFlags = {
  readonly dir?: string;
  readonly envFile?: string;
  readonly data?: string;
  readonly country?: NodeCountry;
};

const ENV_FILE = 'intake.env';

/** Adds the flags that name a node on this machine. */
export const withNodeFlags = (command: Command): Command =>
  command
    .option('--dir <dir>', `folder of the node, with ${ENV_FILE} (default: ${DEFAULT_DIR})`)
    .option('--env-file <file>', 'the variables of the node, as for systemd: a NAME=value on each line')
    .option('--data <dir>', 'folder of a trial (default: .waylight/region)')
    .addOption(new Option('--country <code>', 'node of a trial').choices(NODE_COUNTRIES));

/** The node that the flags or the variables name, and its variables. */
export async function findNode(
  { cwd, env }: CommandContext,
  flags: NodeFlags,
): Promise<NodeFiles & { readonly variables: Variables }> {
  const fromEnvironment = readServiceVariables();
  const isNamed = flags.country !== undefined || fromEnvironment.WAYLIGHT_INTAKE_COUNTRY !== undefined;
  const envFile = findEnvFile(flags, isNamed, cwd);
  const variables = { ...fromEnvironment, ...(envFile === undefined ? {} : await readEnvFile(envFile)) };
  const trial = { folder: dataDirOf({ data: flags.data ?? env.data }, cwd), country: flags.country };
  return { ...findNodeFiles(variables, trial, cwd), variables };
}

/** The file of a node's variables. The standard one is used only if nothing else names a node. */
function findEnvFile({ dir, envFile }: NodeFlags, isNamed: boolean, cwd: string): string | undefined {
  if (envFile !== undefined) return resolve(cwd, envFile);
  if (dir !== undefined) {
    const file = resolve(cwd, dir, ENV_FILE);
    if (existsSync(file)) return file;
    throw usageFailure(
      `${file} does not exist`,
      "Name the folder of a node that has accepted the region's answer (waylight node accept).",
    );
  }
  const standard = join(DEFAULT_DIR, ENV_FILE);
  return isNamed || !existsSync(standard) ? undefined : standard;
}

function findNodeFiles(
  variables: Variables,
  trial: { readonly folder: string; readonly country: NodeCountry | undefined },
  cwd: string,
): NodeFiles {
  const { WAYLIGHT_INTAKE_COUNTRY: named } = variables;
  const country = NODE_COUNTRIES.find((one) => one === named);
  const { WAYLIGHT_INTAKE_KEYS_FILE: keys, [REGISTRY_VARIABLE]: registry } = variables;
  if (country !== undefined && keys !== undefined)
    return { country, keysFile: resolve(cwd, keys), registryFile: registry && resolve(cwd, registry) };
  if (named !== undefined || keys !== undefined)
    throw usageFailure(
      'the variables of the node are incomplete',
      'Set WAYLIGHT_INTAKE_COUNTRY and WAYLIGHT_INTAKE_KEYS_FILE, or name their file (--env-file).',
    );
  if (trial.country === undefined)
    throw usageFailure(
      'which node?',
      "Name the node's folder (--dir DIR) or variables (--env-file FILE), or in a trial --country MK.",
    );
  const { folder } = trial;
  return {
    country: trial.country,
    keysFile: join(folder, 'keys', `node-${trial.country}.json`),
    registryFile: join(folder, 'registry.json'),
  };
}

/** Reads the keys file of the node. Messages quote nothing from the file. */
export async function readNodeKeys({
  country,
  keysFile,
}: NodeFiles): Promise<{ readonly text: string; readonly keys: NodeKeys }> {
  const text = await readFile(keysFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read the keys file ${keysFile} (${error.code})`);
  });
  const parsed = parseNodeKeys(parseJson(text), country);
  if ('problems' in parsed)
    throw usageFailure(`${keysFile} is not the keys file of ${country}`, ...parsed.problems);
  return { text, keys: parsed.file };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
