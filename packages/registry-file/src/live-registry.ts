import { readFile } from 'node:fs/promises';
import { nextRegistry, parseRegistry, type Registry } from '@waylight/registry';
import {
  type Component,
  type Logger,
  type Metrics,
  readJsonFile,
  repeatUntilStopped,
} from '@waylight/service-kit';

/** The registry in force, which follows its file from the start of the component on. */
export type LiveRegistry = Component & {
  /** Never keep what it answers for longer than a call: who is suspended must be so everywhere. */
  readonly current: () => Registry;
  /** Told when a newer version is in force; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type RegistryOptions = {
  /** The value of WAYLIGHT_REGISTRY_FILE. */
  readonly file: string;
  readonly log: Logger;
  readonly metrics: Metrics;
};

const LOOK_EVERY_MS = 1_000;

/**
 * Reads the registry, and takes every newer version that may follow. What may not leaves the one before in force.
 * @throws ConfigError where there is none to begin with.
 */
export async function openRegistry({ file, log, metrics }: RegistryOptions): Promise<LiveRegistry> {
  const named = { variable: 'WAYLIGHT_REGISTRY_FILE', file };
  const version = metrics.gauge({
    name: 'waylight_registry_version',
    help: 'Version of the registry in force.',
  });
  const refused = metrics.gauge({
    name: 'waylight_registry_refused',
    help: '1 while the registry file holds something that was refused and an earlier version is in force.',
  });
  const listeners = new Set<() => void>();
  let { registry } = await readJsonFile(named, parseRegistry);
  version.set(registry.version);
  refused.set(0);

  /** What the file held when it was last decided on, and what is to be looked at once more. */
  let settled: string | undefined;
  let doubtful: string | undefined;

  const look = async (): Promise<undefined> => {
    const seen = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => `unread ${error.code}`);
    if (seen === settled) return;
    const found = await readJsonFile(named, (input) => follower(registry, input)).catch((error: unknown) => ({
      error,
    }));
    // An editor that writes in place is half done for a moment: what is wrong twice is wrong.
    if ('error' in found && seen !== doubtful) {
      doubtful = seen;
      return;
    }
    settled = seen;
    refused.set('error' in found ? 1 : 0);
    if ('error' in found) {
      log.error('the registry file is refused, and the version before stays in force', {
        version: registry.version,
        error: found.error,
      });
    } else if (found.registry.version > registry.version) {
      registry = found.registry;
      version.set(registry.version);
      log.info('a newer registry is in force', { version: registry.version });
      for (const listener of [...listeners]) listener();
    }
  };
  return {
    ...repeatUntilStopped({
      name: 'registry',
      work: look,
      failed: (error) => log.error('looking at the registry failed unexpectedly', { error }),
      everyMs: LOOK_EVERY_MS,
    }),
    current: () => registry,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
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
