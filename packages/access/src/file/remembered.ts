import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeToLog } from '@waylight/service-kit';
import { parseRegistry, type Registry } from '../pure/registry/registry.ts';

/** What was in force can't be known. Messages are ours and hold a path and what is wrong with it. */
export class RememberedRegistryError extends Error {
  override readonly name = 'RememberedRegistryError';
  readonly code = 'REGISTRY_NOT_REMEMBERED';
  readonly [safeToLog] = true;
}

/** The registry that was in force when the service last ran; undefined where it never did. @throws RememberedRegistryError */
export async function readRemembered(file: string): Promise<Registry | undefined> {
  let input: unknown;
  try {
    input = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unusable(file, cause);
  }
  const parsed = parseRegistry(input);
  if ('problems' in parsed) throw unusable(file, undefined);
  return parsed.registry;
}

/** Durable when it resolves. A crash leaves the one before or this one. */
export async function remember(file: string, registry: Registry): Promise<void> {
  const unfinished = `${file}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, JSON.stringify(registry), { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

function unusable(file: string, cause: unknown): RememberedRegistryError {
  return new RememberedRegistryError(
    `${file} is to hold the registry that was in force, and cannot be read as one: make sure that the registry file is the newest there is, then take this one away`,
    { cause },
  );
}
