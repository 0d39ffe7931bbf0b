import { readFile } from 'node:fs/promises';

const INFRA = new URL('../../../../infra/', import.meta.url);

/** A file of infra/, which comes with the command. */
export const readShipped = (path: string): Promise<string> => readFile(new URL(path, INFRA), 'utf8');

/** Waylight's version, which is also the tag of its images. */
export async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', INFRA), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
