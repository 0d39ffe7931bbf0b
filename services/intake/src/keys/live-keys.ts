import { shortDigest } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import { type Component, type Logger, readJsonFile, watchFiles } from '@waylight/service-kit';
import { type KeyRing, type NodeKeys, parseNodeKeys } from './node-keys.ts';

/** The keys in use, which follow their file from the start of the component on: keys of further organisations come that way. */
export type LiveKeys = Component & {
  readonly current: () => KeyRing;
  /** Of what the file held. */
  readonly digest: () => Uint8Array;
  /** Told when keys came; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type LiveKeysOptions = {
  /** The value of WAYLIGHT_INTAKE_KEYS_FILE. */
  readonly file: string;
  readonly country: NodeCountry;
  readonly log: Logger;
};

/** @throws ConfigError, or KeyExposedError, where there are no keys to begin with. */
export async function openLiveKeys({ file, country, log }: LiveKeysOptions): Promise<LiveKeys> {
  const named = { variable: 'WAYLIGHT_INTAKE_KEYS_FILE', file, secret: true };
  const listeners = new Set<() => void>();
  let loaded = await readJsonFile(named, (input) => parseNodeKeys(input, country));
  const reload = async (): Promise<undefined> => {
    const found = await readJsonFile(named, (input) => {
      const read = parseNodeKeys(input, country);
      const problems = 'problems' in read ? read.problems : findChangedKeys(loaded.file, read.file);
      return problems.length > 0 || 'problems' in read ? { problems } : read;
    });
    if (JSON.stringify(found.file) === JSON.stringify(loaded.file)) return undefined;
    loaded = found;
    log.info('keys of further organisations are in use');
    for (const listener of [...listeners]) listener();
    return undefined;
  };
  return {
    ...watchFiles({
      name: 'keys',
      files: [file],
      reload,
      onRejected: (error) =>
        log.error('the keys file is refused, and the keys before stay in use', { error }),
      onError: (error) => log.error('looking at the keys failed unexpectedly', { error }),
    }),
    current: () => loaded.keys,
    digest: () => shortDigest(JSON.stringify(loaded.file)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Keys that are in use stay: under others the reports that are there would be others, and count again. */
export function findChangedKeys(before: NodeKeys, after: NodeKeys): string[] {
  const { contentKey, pepper, referenceKeys } = before;
  const isSame = (id: string): boolean => after.referenceKeys[id] === referenceKeys[id];
  return [
    ...(after.contentKey === contentKey ? [] : ['contentKey: is not the one that is in use']),
    ...(after.pepper.key === pepper.key && after.pepper.epoch === pepper.epoch
      ? []
      : ['pepper: is not the one that is in use; change it with the node stopped']),
    ...Object.keys(referenceKeys)
      .filter((id) => !isSame(id))
      .map((id) => `referenceKeys: the key of ${id} is gone or another one: bring it back`),
  ];
}
