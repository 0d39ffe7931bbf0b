import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';

/** From an organisation's number in cells to its id, by the registry that the region runs with. */
export async function organisationNames(dir: string): Promise<(number: number) => string | undefined> {
  const parsed = parseRegistry(JSON.parse(await readFile(join(dir, 'registry.json'), 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return (number) => parsed.registry.findByNumber(number)?.id;
}
