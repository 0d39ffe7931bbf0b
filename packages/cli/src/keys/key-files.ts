import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Organisation, readRegistryFile } from '@waylight/access';
import type { NodeKeys } from '@waylight/node-keys';
import { type NodeIdentity, parseIdentity } from '@waylight/node-keys/envelopes';
import { ReplaceFileError, readKey, replaceFile } from '@waylight/service-kit';
import type { CommandContext } from '../command-context.ts';
import { translateCredentialError } from '../connection/identity.ts';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { REGISTRY_VARIABLE } from '../installation/service-variables.ts';
import { translateRegistryErrors } from '../registry/registry-file.ts';
import { findNode, type NodeFlags, readNodeKeys, withNodeFlags } from './node-files.ts';

export { type NodeFlags, withNodeFlags };

/** The keys of a node on this machine, and the organisations of its registry. */
export type KeyFiles = {
  readonly keys: NodeKeys;
  readonly file: string;
  /** The content from which `keys` was read. */
  readonly text: string;
  readonly organisations: readonly Organisation[];
  readonly registry: { readonly file: string; readonly version: number };
  /** The age identity, which decrypts what other nodes share. The file need not exist. */
  readonly identityFile: string;
};

export async function readKeyFiles(context: CommandContext, flags: NodeFlags): Promise<KeyFiles> {
  const node = await findNode(context, flags);
  const { registryFile } = node;
  if (registryFile === undefined)
    throw usageFailure(`the variables of the node have no ${REGISTRY_VARIABLE}`);
  const { text, keys } = await readNodeKeys(node);
  const { organisations, version } = await translateRegistryErrors(() => readRegistryFile(registryFile));
  return {
    keys,
    file: await realpath(node.keysFile),
    text,
    organisations,
    registry: { file: registryFile, version },
    identityFile: join(dirname(node.keysFile), 'age-identity'),
  };
}

/** Replaces the keys file. A crash leaves the former file or the new one. */
export async function writeKeys({ file, text }: KeyFiles, keys: NodeKeys): Promise<void> {
  try {
    await replaceFile({ file, before: text, after: JSON.stringify(keys) });
  } catch (error) {
    if (!(error instanceof ReplaceFileError)) throw error;
    const exitCode = error.code === 'not-permitted' ? EXIT.notPermitted : EXIT.tryAgain;
    throw new CommandFailure(exitCode, 'the keys file was not changed', [error.message], { cause: error });
  }
}

/** The identity of the node; undefined if the node has none. */
export async function readIdentity({ identityFile }: KeyFiles): Promise<NodeIdentity | undefined> {
  if (!existsSync(identityFile)) return undefined;
  const identity = await parseIdentity(await translateCredentialError(() => readKey(identityFile)));
  if (identity !== undefined) return identity;
  throw usageFailure(`${identityFile} is not an age identity`, 'Restore it from its backup.');
}

export const noIdentity = ({ identityFile }: KeyFiles): CommandFailure =>
  usageFailure(
    `the node has no age identity: ${identityFile} is missing`,
    'Restore it from its backup. "waylight node init" creates the identity of a new node.',
  );
