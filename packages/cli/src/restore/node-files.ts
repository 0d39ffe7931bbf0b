import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { parseNodeKeys } from '@waylight/node-keys';
import { ledgerKey } from '@waylight/pseudonymisation';
import type { Variables } from '../doctor/installation.ts';
import { usageFailure } from '../failure.ts';

/** The files of a node on this machine. */
export type NodeFiles = {
  readonly country: NodeCountry;
  /** Folder of the ledger. */
  readonly folder: string;
  readonly keysFile: string;
};

/** Finds the files of a node by its variables, or in the folder of a trial. */
export function findNodeFiles(
  variables: Variables,
  trial: { readonly folder: string; readonly country: NodeCountry | undefined },
  cwd: string,
): NodeFiles {
  const { WAYLIGHT_INTAKE_COUNTRY: named, WAYLIGHT_INTAKE_DATA_DIR: data } = variables;
  const country = NODE_COUNTRIES.find((one) => one === named);
  const keys = variables.WAYLIGHT_INTAKE_KEYS_FILE;
  if (country !== undefined && data !== undefined && keys !== undefined)
    return { country, folder: resolve(cwd, data), keysFile: resolve(cwd, keys) };
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
  return {
    country: trial.country,
    folder: join(trial.folder, 'nodes', trial.country),
    keysFile: join(trial.folder, 'keys', `node-${trial.country}.json`),
  };
}

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
