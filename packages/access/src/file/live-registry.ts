import { createHash } from 'node:crypto';
import {
  type Component,
  createSparing,
  followFiles,
  type Logger,
  type Metrics,
  readJsonFile,
} from '@waylight/service-kit';
import { nextRegistry } from '../pure/registry/next-registry.ts';
import { parseRegistry, type Registry } from '../pure/registry/registry.ts';
import { readRemembered, remember } from './remembered.ts';

/** A registry by its version, and sixteen bytes of SHA-256 by which two of one version are told apart. */
type Named = { readonly version: number; readonly digest: Uint8Array };

/** What became of what the file held: the version that is in force after it, and the digest of what was taken, or of the file that was refused. */
export type RegistryDecision = Named & { readonly kind: 'taken' | 'refused' };

/** The registry in force, which follows its file from the start of the component on. */
export type LiveRegistry = Component & {
  /** Never keep what it answers for longer than a call: who is suspended must be so everywhere. */
  readonly current: () => Registry;
  /** The same by name. */
  readonly named: () => Named;
  /** Told when a newer version is in force; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
  /** Told of every version that is taken and of everything that is refused; what it returns ends that. */
  readonly onDecision: (listener: (decision: RegistryDecision) => void) => () => void;
};

export type RegistryOptions = {
  /** The value of WAYLIGHT_REGISTRY_FILE. */
  readonly file: string;
  /** The service's own: what is in force is kept there over a restart. One process alone has it. */
  readonly rememberedIn: string;
  readonly log: Logger;
  readonly metrics: Metrics;
};

const SAY_AGAIN_MS = 3_600_000;

/**
 * Reads the registry, and takes every newer version that may follow. What may not leaves the one before in force, over a restart too: a
 * file that was restored would otherwise bring a revoked certificate back.
 * @throws ConfigError where there is none to begin with; RememberedRegistryError.
 */
export async function openRegistry(options: RegistryOptions): Promise<LiveRegistry> {
  const { file, rememberedIn, log, metrics } = options;
  const named = { variable: 'WAYLIGHT_REGISTRY_FILE', file };
  const version = metrics.gauge({
    name: 'waylight_registry_version',
    help: 'Version of the registry in force.',
  });
  const refused = metrics.gauge({
    name: 'waylight_registry_refused',
    help: '1 while the registry file holds something that was refused and an earlier version is in force.',
  });
  const changes = listeners<undefined>();
  const decisions = listeners<RegistryDecision>();
  let remembered = await readRemembered(rememberedIn);
  let registry = await atStart(named, remembered);
  version.set(registry.version);
  refused.set(0);

  const isWorthSaying = createSparing(SAY_AGAIN_MS);
  const keep = async (): Promise<'unfinished' | undefined> => {
    if (remembered === registry) return undefined;
    const kept = registry;
    try {
      await remember(rememberedIn, kept);
      remembered = kept;
      return undefined;
    } catch (error) {
      // It is in force all the same: nobody who was suspended waits for room on a disk.
      if (isWorthSaying(''))
        log.error('the registry in force cannot be kept for a restart: see whether the disk is full', {
          error,
        });
      return 'unfinished';
    }
  };
  const take = async (): Promise<'unfinished' | undefined> => {
    const found = await readJsonFile(named, (input) => follower(registry, input));
    refused.set(0);
    if (found.registry.version > registry.version) {
      registry = found.registry;
      version.set(registry.version);
      log.info('a newer registry is in force', { version: registry.version });
      changes.tell(undefined);
      decisions.tell({ kind: 'taken', ...nameOf(registry) });
    }
    return keep();
  };
  return {
    ...followFiles({
      name: 'registry',
      files: [file],
      take,
      refused: (error, digest) => {
        refused.set(1);
        log.error('the registry file is refused, and the version before stays in force', {
          version: registry.version,
          error,
        });
        decisions.tell({ kind: 'refused', version: registry.version, digest: digest.subarray(0, 16) });
      },
      failed: (error) => log.error('looking at the registry failed unexpectedly', { error }),
    }),
    current: () => registry,
    named: () => nameOf(registry),
    onChange: changes.add,
    onDecision: decisions.add,
  };
}

/** What the file holds, where it may follow what was in force; otherwise that, and the first look says why. */
async function atStart(
  named: Parameters<typeof readJsonFile>[0],
  remembered: Registry | undefined,
): Promise<Registry> {
  if (remembered === undefined) return (await readJsonFile(named, parseRegistry)).registry;
  return readJsonFile(named, (input) => follower(remembered, input)).then(
    (found) => found.registry,
    () => remembered,
  );
}

/** By content, whatever the order and the spaces of the file. */
function nameOf(registry: Registry): Named {
  const digest = createHash('sha256').update(JSON.stringify(registry)).digest().subarray(0, 16);
  return { version: registry.version, digest };
}

function listeners<T>() {
  const all = new Set<(what: T) => void>();
  return {
    add: (listener: (what: T) => void) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (what: T): void => {
      for (const listener of [...all]) listener(what);
    },
  };
}

/** What a file holds after a registry: the same one, one that may follow it, or all that is wrong. */
function follower(before: Registry, input: unknown): ReturnType<typeof parseRegistry> {
  const parsed = parseRegistry(input);
  if ('problems' in parsed || JSON.stringify(parsed.registry) === JSON.stringify(before)) return parsed;
  const problems = nextRegistry(before, parsed.registry);
  return problems.length > 0 ? { problems } : parsed;
}
