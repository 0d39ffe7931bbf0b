import { shortDigest } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import { type KeyRing, type NodeKeys, parseNodeKeys } from '@waylight/node-keys';
import { type Component, type Logger, readJsonFile, watchFiles } from '@waylight/service-kit';

/**
 * The keys in use. After its start the component reloads the file when it changes; a new file may only add keys
 * of organisations.
 */
export type LiveKeys = Component & {
  readonly current: () => KeyRing;
  /** Digest of the file's content. */
  readonly digest: () => Uint8Array;
  /** Calls the listener after keys were added. Returns the function that unsubscribes it. */
  readonly onChange: (listener: () => void) => () => void;
};

export type LiveKeysOptions = {
  /** The value of WAYLIGHT_INTAKE_KEYS_FILE. */
  readonly file: string;
  readonly country: NodeCountry;
  readonly log: Logger;
};

/** @throws ConfigError or KeyExposedError if the file has no valid keys. */
export async function openLiveKeys({ file, country, log }: LiveKeysOptions): Promise<LiveKeys> {
  const source = { variable: 'WAYLIGHT_INTAKE_KEYS_FILE', file, secret: true };
  const listeners = new Set<() => void>();
  let loaded = await readJsonFile(source, (input) => parseNodeKeys(input, country));
  const reload = async (): Promise<undefined> => {
    const reloaded = await readJsonFile(source, (input) => {
      const parsed = parseNodeKeys(input, country);
      const problems = 'problems' in parsed ? parsed.problems : findChangedKeys(loaded.file, parsed.file);
      return problems.length > 0 || 'problems' in parsed ? { problems } : parsed;
    });
    if (JSON.stringify(reloaded.file) === JSON.stringify(loaded.file)) return undefined;
    loaded = reloaded;
    log.info('keys were added');
    for (const listener of [...listeners]) listener();
    return undefined;
  };
  return {
    ...watchFiles({
      name: 'keys',
      files: [file],
      reload,
      onRejected: (error) => log.error('the keys file is refused; the previous keys stay in use', { error }),
      onError: (error) => log.error('the keys file could not be checked', { error }),
    }),
    current: () => loaded.keys,
    digest: () => shortDigest(JSON.stringify(loaded.file)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Keys in use must not change: with other keys, stored reports would get other references and would be
 * counted again.
 */
export function findChangedKeys(before: NodeKeys, after: NodeKeys): string[] {
  const { contentKey, referenceKeys } = before;
  const isSame = (id: string): boolean => after.referenceKeys[id] === referenceKeys[id];
  return [
    ...(after.contentKey === contentKey ? [] : ['contentKey: is not the key in use']),
    ...Object.keys(referenceKeys)
      .filter((id) => !isSame(id))
      .map((id) => `referenceKeys: the key of ${id} is missing or changed: restore it`),
  ];
}
