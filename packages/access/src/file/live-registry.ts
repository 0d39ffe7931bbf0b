import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Component,
  createListeners,
  createThrottle,
  type Logger,
  type Metrics,
  readJsonFile,
  safeToLog,
  watchFiles,
} from '@waylight/service-kit';
import { parseRegistry, type Registry } from '../pure/registry/registry.ts';
import { findSuccessionProblems } from '../pure/registry/registry-succession.ts';

/** Version of a registry, and 16 bytes of its SHA-256, which distinguish two contents with the same version number. */
export type RegistryVersion = { readonly version: number; readonly digest: Uint8Array };

/**
 * Result of a changed file: the version that is active afterwards, and a digest. The digest is that of the activated content, or
 * of the rejected file.
 */
export type RegistryDecision = RegistryVersion & { readonly kind: 'activated' | 'rejected' };

/** The active registry. The component reloads it when its file changes. */
export type LiveRegistry = Component & {
  /** Do not keep the result after the call: a suspension must take effect immediately. */
  readonly current: () => Registry;
  /** Version of the active registry. */
  readonly versionInForce: () => RegistryVersion;
  /** Called when a newer version is active. Returns the function that ends the subscription. */
  readonly onChange: (listener: () => void) => () => void;
  /** Called for every activated version and every rejected content. Returns the function that ends the subscription. */
  readonly onDecision: (listener: (decision: RegistryDecision) => void) => () => void;
};

export type RegistryOptions = {
  /** The value of WAYLIGHT_REGISTRY_FILE. */
  readonly file: string;
  /** Keeps the active registry across restarts. Each process needs its own file. */
  readonly cacheFile: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Interval of reads of the file, if it is not the default of `watchFiles`. */
  readonly everyMs?: number;
};

const LOG_INTERVAL_MS = 3_600_000;

/**
 * Reads the registry, and activates each newer version that is a valid successor of the active one. Other content does not replace
 * the active version, not even at a restart. Otherwise a restored old file could reinstate a revoked certificate.
 * @throws ConfigError if there is no valid registry at the start; RegistryCacheError.
 */
export async function openRegistry(options: RegistryOptions): Promise<LiveRegistry> {
  const { file, cacheFile, log, metrics, everyMs } = options;
  const source = { variable: 'WAYLIGHT_REGISTRY_FILE', file };
  const versionGauge = metrics.gauge({
    name: 'waylight_registry_version',
    help: 'Version of the active registry.',
  });
  const refusedGauge = metrics.gauge({
    name: 'waylight_registry_refused',
    help: '1 while the registry file is rejected and an earlier version is active.',
  });
  const changes = createListeners<void>();
  const decisions = createListeners<RegistryDecision>();
  let cached = await readCachedRegistry(cacheFile);
  let registry = await loadInitialRegistry(source, cached);
  versionGauge.set(registry.version);
  refusedGauge.set(0);

  const mayLog = createThrottle(LOG_INTERVAL_MS);
  const persist = async (): Promise<'unfinished' | undefined> => {
    if (cached === registry) return undefined;
    const active = registry;
    try {
      await writeCachedRegistry(cacheFile, active);
      cached = active;
      return undefined;
    } catch (error) {
      // The version is active although it is not cached: a suspension must not wait for disk space.
      if (mayLog(''))
        log.error('cannot store the active registry for the next start: check whether the disk is full', {
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
      log.info('registry version activated', { version: registry.version });
      changes.emit();
      decisions.emit({ kind: 'activated', ...versionOf(registry) });
    }
    return persist();
  };
  return {
    ...watchFiles({
      name: 'registry',
      files: [file],
      everyMs,
      reload,
      onRejected: (error, digest) => {
        refusedGauge.set(1);
        log.error('registry file rejected; the previous version stays active', {
          version: registry.version,
          error,
        });
        decisions.emit({ kind: 'rejected', version: registry.version, digest: digest.subarray(0, 16) });
      },
      onError: (error) => log.error('cannot read the registry', { error }),
    }),
    current: () => registry,
    versionInForce: () => versionOf(registry),
    onChange: changes.add,
    onDecision: decisions.add,
  };
}

/** Reads the file. Returns the cached version if the file is not a valid successor of it; the first poll logs the reason. */
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

/** Digests the content. The order of keys and the spaces in the file do not matter. */
function versionOf(registry: Registry): RegistryVersion {
  const digest = createHash('sha256').update(JSON.stringify(registry)).digest().subarray(0, 16);
  return { version: registry.version, digest };
}

/** Parses the content. Returns problems unless it equals `before` or is a valid successor of it. */
function parseSuccessor(before: Registry, input: unknown): ReturnType<typeof parseRegistry> {
  const parsed = parseRegistry(input);
  if ('problems' in parsed || JSON.stringify(parsed.registry) === JSON.stringify(before)) return parsed;
  const problems = findSuccessionProblems(before, parsed.registry);
  return problems.length > 0 ? { problems } : parsed;
}

/** The cached registry cannot be read. Its messages are safe to log, because they contain only a path and advice. */
class RegistryCacheError extends Error {
  override readonly name = 'RegistryCacheError';
  readonly code = 'REGISTRY_CACHE_UNREADABLE';
  readonly [safeToLog] = true;
}

/** Reads the last active registry; undefined at the first start. @throws RegistryCacheError */
async function readCachedRegistry(file: string): Promise<Registry | undefined> {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unusableCacheError(file, cause);
  }
  const parsed = parseRegistry(input);
  if ('problems' in parsed) throw unusableCacheError(file, undefined);
  return parsed.registry;
}

/** Durable when it resolves. A crash leaves the previous version or this one. */
async function writeCachedRegistry(file: string, registry: Registry): Promise<void> {
  const unfinished = `${file}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, JSON.stringify(registry), { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

function unusableCacheError(file: string, cause: unknown): RegistryCacheError {
  return new RegistryCacheError(
    `cannot read the last active registry from ${file}: make sure that the registry file is the newest version, then delete this file`,
    { cause },
  );
}
