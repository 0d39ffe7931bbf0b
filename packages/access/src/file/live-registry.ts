import { createHash } from 'node:crypto';
import {
  type Component,
  createThrottle,
  type Logger,
  type Metrics,
  readJsonFile,
  watchFiles,
} from '@waylight/service-kit';
import { parseRegistry, type Registry } from '../pure/registry/registry.ts';
import { findSuccessionProblems } from '../pure/registry/registry-succession.ts';
import { readCachedRegistry, writeCachedRegistry } from './registry-cache.ts';

/** A registry by its version, and sixteen bytes of SHA-256 by which two of one version are told apart. */
type RegistryVersion = { readonly version: number; readonly digest: Uint8Array };

/** What became of what the file held: the version that is in force after it, and the digest of what was taken, or of the file that was refused. */
export type RegistryDecision = RegistryVersion & { readonly kind: 'taken' | 'refused' };

/** The registry in force, which follows its file from the start of the component on. */
export type LiveRegistry = Component & {
  /** Never keep what it answers for longer than a call: who is suspended must be so everywhere. */
  readonly current: () => Registry;
  /** The same by name. */
  readonly versionInForce: () => RegistryVersion;
  /** Told when a newer version is in force; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
  /** Told of every version that is taken and of everything that is refused; what it returns ends that. */
  readonly onDecision: (listener: (decision: RegistryDecision) => void) => () => void;
};

export type RegistryOptions = {
  /** The value of WAYLIGHT_REGISTRY_FILE. */
  readonly file: string;
  /** The service's own: what is in force is kept there over a restart. One process alone has it. */
  readonly cacheFile: string;
  readonly log: Logger;
  readonly metrics: Metrics;
};

const LOG_INTERVAL_MS = 3_600_000;

/**
 * Reads the registry, and takes every newer version that may follow. What may not leaves the one before in force, over a restart too: a
 * file that was restored would otherwise bring a revoked certificate back.
 * @throws ConfigError where there is none to begin with; RegistryCacheError.
 */
export async function openRegistry(options: RegistryOptions): Promise<LiveRegistry> {
  const { file, cacheFile, log, metrics } = options;
  const source = { variable: 'WAYLIGHT_REGISTRY_FILE', file };
  const versionGauge = metrics.gauge({
    name: 'waylight_registry_version',
    help: 'Version of the registry in force.',
  });
  const refusedGauge = metrics.gauge({
    name: 'waylight_registry_refused',
    help: '1 while the registry file holds something that was refused and an earlier version is in force.',
  });
  const changes = createListeners<undefined>();
  const decisions = createListeners<RegistryDecision>();
  let cached = await readCachedRegistry(cacheFile);
  let registry = await loadInitialRegistry(source, cached);
  versionGauge.set(registry.version);
  refusedGauge.set(0);

  const mayLog = createThrottle(LOG_INTERVAL_MS);
  const persist = async (): Promise<'unfinished' | undefined> => {
    if (cached === registry) return undefined;
    const kept = registry;
    try {
      await writeCachedRegistry(cacheFile, kept);
      cached = kept;
      return undefined;
    } catch (error) {
      // It is in force all the same: nobody who was suspended waits for room on a disk.
      if (mayLog(''))
        log.error('the registry in force cannot be kept for a restart: see whether the disk is full', {
          error,
        });
      return 'unfinished';
    }
  };
  const reload = async (): Promise<'unfinished' | undefined> => {
    const found = await readJsonFile(source, (input) => parseSuccessor(registry, input));
    refusedGauge.set(0);
    if (found.registry.version > registry.version) {
      registry = found.registry;
      versionGauge.set(registry.version);
      log.info('a newer registry is in force', { version: registry.version });
      changes.emit(undefined);
      decisions.emit({ kind: 'taken', ...versionOf(registry) });
    }
    return persist();
  };
  return {
    ...watchFiles({
      name: 'registry',
      files: [file],
      reload,
      onRejected: (error, digest) => {
        refusedGauge.set(1);
        log.error('the registry file is refused, and the version before stays in force', {
          version: registry.version,
          error,
        });
        decisions.emit({ kind: 'refused', version: registry.version, digest: digest.subarray(0, 16) });
      },
      onError: (error) => log.error('looking at the registry failed unexpectedly', { error }),
    }),
    current: () => registry,
    versionInForce: () => versionOf(registry),
    onChange: changes.add,
    onDecision: decisions.add,
  };
}

/** What the file holds, where it may follow what was in force; otherwise that, and the first look says why. */
async function loadInitialRegistry(
  source: Parameters<typeof readJsonFile>[0],
  cached: Registry | undefined,
): Promise<Registry> {
  if (cached === undefined) return (await readJsonFile(source, parseRegistry)).registry;
  return readJsonFile(source, (input) => parseSuccessor(cached, input)).then(
    (found) => found.registry,
    () => cached,
  );
}

/** By content, whatever the order and the spaces of the file. */
function versionOf(registry: Registry): RegistryVersion {
  const digest = createHash('sha256').update(JSON.stringify(registry)).digest().subarray(0, 16);
  return { version: registry.version, digest };
}

function createListeners<T>() {
  const all = new Set<(what: T) => void>();
  return {
    add: (listener: (what: T) => void) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    emit: (what: T): void => {
      for (const listener of [...all]) listener(what);
    },
  };
}

/** What a file holds after a registry: the same one, one that may follow it, or all that is wrong. */
function parseSuccessor(before: Registry, input: unknown): ReturnType<typeof parseRegistry> {
  const parsed = parseRegistry(input);
  if ('problems' in parsed || JSON.stringify(parsed.registry) === JSON.stringify(before)) return parsed;
  const problems = findSuccessionProblems(before, parsed.registry);
  return problems.length > 0 ? { problems } : parsed;
}
