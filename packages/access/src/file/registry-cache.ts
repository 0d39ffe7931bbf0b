import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeToLog } from '@waylight/service-kit';
import { parseRegistry, type Registry } from '../pure/registry/registry.ts';

/** What was in force can't be known. Messages are ours and hold a path and what is wrong with it. */
export class RegistryCacheError extends Error {
  override readonly name = 'RegistryCacheError';
  readonly code = 'REGISTRY_NOT_REMEMBERED';
  readonly [safeToLog] = true;
}

/** The registry that was in force when the service last ran; undefined where it never did. @throws RegistryCacheError */
export async function readCachedRegistry(file: string): Promise<Registry | undefined> {
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

/** Durable when it resolves. A crash leaves the one before or this one. */
export async function writeCachedRegistry(file: string, registry: Registry): Promise<void> {
  const unfinished = `${file}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, JSON.stringify(registry), { mode: 0o600, flush: true });
  await rename(unfinished, file);
}

function unusableCacheError(file: string, cause: unknown): RegistryCacheError {
  return new RegistryCacheError(
    `${file} is to hold the registry that was in force, and cannot be read as one: make sure that the registry file is the newest there is, then take this one away`,
    { cause },
  );
}
