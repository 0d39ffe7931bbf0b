import { readFile } from 'node:fs/promises';
import type { RedisOptions } from './connection.ts';

/** The authority that a Redis with `rediss://` is known by: of this file, and otherwise those that the machine trusts. */
export async function readRedisCa(file: string | undefined): Promise<Pick<RedisOptions, 'tls'>> {
  return file === undefined ? {} : { tls: { ca: await readFile(file, 'utf8') } };
}
