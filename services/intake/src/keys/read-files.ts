import { readFileSync, statSync } from 'node:fs';
import type { NodeCountry } from '@waylight/contracts';
import { parseRegistry, type Registry } from '@waylight/registry';
import { NodeStartError } from '../start-error.ts';
import { type KeyRing, parseNodeKeys } from './node-keys.ts';

const OTHERS = 0o077;

/** Reads a node's keys from a file that its owner alone may read. */
export function readKeysFile(file: string, node: NodeCountry): KeyRing {
  const { mode } = statSync(file);
  if ((mode & OTHERS) !== 0)
    throw new NodeStartError(
      `the keys file ${file} can be read by others: chmod 600 it, and change its keys`,
    );
  const read = parseNodeKeys(parseJson(file), node);
  if ('problems' in read)
    throw new NodeStartError(`the keys file ${file} is wrong: ${read.problems.join('; ')}`);
  return read.keys;
}

export function readRegistryFile(file: string): Registry {
  const read = parseRegistry(parseJson(file));
  if ('problems' in read)
    throw new NodeStartError(`the registry ${file} is wrong: ${read.problems.join('; ')}`);
  return read.registry;
}

/** The parser's own message would quote the file. */
function parseJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new NodeStartError(`${file} is not JSON`);
  }
}
