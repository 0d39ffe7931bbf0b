import { readFile } from 'node:fs/promises';
import { parseRegistry, type Registry } from '@waylight/access';

/** @throws Error with what is wrong with it. */
export async function readRegistry(file: string): Promise<Registry> {
  const parsed = parseRegistry(JSON.parse(await readFile(file, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return parsed.registry;
}
