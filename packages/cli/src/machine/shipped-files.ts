import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const INFRA = new URL('../../../../infra/', import.meta.url);

export const shippedPath = (path: string): string => fileURLToPath(new URL(path, INFRA));

/** A file of infra/, which comes with the command. */
export const readShipped = (path: string): Promise<string> => readFile(shippedPath(path), 'utf8');

/** Waylight's version, which is also the tag of its images. */
export async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', INFRA), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
